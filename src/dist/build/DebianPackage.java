import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/** The distribution as a Debian package: an ar archive of two tar archives. */
final class DebianPackage {

  private static final String HOME = "usr/lib/noetl-runtime/";
  private static final String UNITS = "usr/lib/systemd/system/";
  private static final Map<String, String> COMPLETIONS =
      Map.of(
          "noetl-runtime.bash", "usr/share/bash-completion/completions/noetl-runtime",
          "noetl-runtime.zsh", "usr/share/zsh/vendor-completions/_noetl-runtime",
          "noetl-runtime.fish", "usr/share/fish/vendor_completions.d/noetl-runtime.fish");

  private final String version;
  private final Instant time;
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final TreeSet<String> executables = new TreeSet<>();

  DebianPackage(String version, Instant time) {
    this.version = version;
    this.time = time;
  }

  /** Puts every file where Debian expects it. */
  void add(Path distribution, Path project) throws IOException {
    try (Stream<Path> paths = Files.walk(distribution)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = place(distribution.relativize(path));
        byte[] content = Files.readAllBytes(path);
        files.put(name, as(name, content));
        if (Files.isExecutable(path)) {
          executables.add(name);
        }
      }
    }
    String documents = "usr/share/doc/noetl-runtime/";
    files.put(
        documents + "copyright", Files.readAllBytes(project.resolve("src/dist/debian/copyright")));
    files.put(
        documents + "changelog.gz",
        TarFile.gzip(Files.readAllBytes(project.resolve("CHANGELOG.md"))));
  }

  private static byte[] as(String name, byte[] content) throws IOException {
    if (name.startsWith("usr/share/man/")) {
      return TarFile.gzip(content);
    }
    return name.startsWith(UNITS)
        ? new String(content, StandardCharsets.UTF_8)
            .replace("/opt/noetl-runtime/bin/", "/usr/bin/")
            .getBytes(StandardCharsets.UTF_8)
        : content;
  }

  private static String place(Path file) {
    String name = file.getFileName().toString();
    return switch (file.getName(0).toString()) {
      case "man" -> "usr/share/" + file + ".gz";
      case "systemd" -> UNITS + name;
      case "completions" -> COMPLETIONS.getOrDefault(name, HOME + file);
      default -> HOME + file;
    };
  }

  void write(Path file) throws IOException {
    try (var archive = new ArArchiveOutputStream(Files.newOutputStream(file))) {
      member(archive, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      member(archive, "control.tar.gz", control());
      member(archive, "data.tar.gz", data());
    }
  }

  private void member(ArArchiveOutputStream archive, String name, byte[] content)
      throws IOException {
    archive.putArchiveEntry(
        new ArArchiveEntry(name, content.length, 0, 0, 0100644, time.getEpochSecond()));
    archive.write(content);
    archive.closeArchiveEntry();
  }

  private byte[] control() throws IOException {
    long size = files.values().stream().mapToLong(content -> content.length).sum();
    String control =
        """
        Package: noetl-runtime
        Version: %s
        Architecture: amd64
        Maintainer: NoETL <https://noetl.io>
        Installed-Size: %d
        Depends: libc6 (>= 2.17)
        Section: admin
        Priority: optional
        Homepage: https://github.com/noetl/noetl
        Description: administer the runtime components of NoETL
         Registers NoETL worker pools, brokers and API servers, keeps their heartbeats
         and shows them, over HTTP or on the database. Brings its own Java run time.
        """
            .formatted(version, size / 1024);
    StringBuilder sums = new StringBuilder();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      sums.append(md5(file.getValue())).append("  ").append(file.getKey()).append('\n');
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarFile tar = new TarFile(packed, time)) {
      tar.addFolder(".");
      tar.addFile("./control", control.getBytes(StandardCharsets.UTF_8), false);
      tar.addFile("./md5sums", sums.toString().getBytes(StandardCharsets.UTF_8), false);
    }
    return packed.toByteArray();
  }

  private byte[] data() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarFile tar = new TarFile(packed, time)) {
      tar.addFolder(".");
      String link = "usr/bin/noetl-runtime";
      for (String folder : folders(List.of(link))) {
        tar.addFolder("./" + folder);
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        tar.addFile("./" + file.getKey(), file.getValue(), executables.contains(file.getKey()));
      }
      tar.addLink("./" + link, "../lib/noetl-runtime/bin/noetl-runtime");
    }
    return packed.toByteArray();
  }

  private TreeSet<String> folders(List<String> more) {
    TreeSet<String> folders = new TreeSet<>();
    Stream.concat(files.keySet().stream(), more.stream())
        .forEach(name -> {
          for (int i = name.indexOf('/'); i >= 0; i = name.indexOf('/', i + 1)) {
            folders.add(name.substring(0, i));
          }
        });
    return folders;
  }

  private static String md5(byte[] content) throws IOException {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IOException(impossible);
    }
  }
}
