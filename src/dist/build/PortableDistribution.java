import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The distribution for an installed Java: without a Java and without start-up caches, but with the
 * lists that a cache is made of and with SQLite's library for every POSIX system.
 */
final class PortableDistribution {

  private static final String NATIVE = "org/sqlite/native/";

  private static final Pattern LIBRARY =
      Pattern.compile(NATIVE + "(?!Windows/)(.+/libsqlitejdbc[.](?:so|dylib))");

  private PortableDistribution() {}

  /** Lays it out in a folder, which is made anew. */
  static void layOut(Path distribution, Path project, Path training, Path folder)
      throws IOException {
    delete(folder);
    try (Stream<Path> paths = Files.walk(distribution)) {
      for (Path path : paths.sorted().toList()) {
        Path below = distribution.relativize(path);
        if (isKept(below)) {
          copy(path, folder.resolve(below));
        }
      }
    }
    Path lib = folder.resolve("lib");
    copy(project.resolve("src/dist/portable/portable.sh"), lib.resolve("portable.sh"));
    for (String list : List.of("http.classes", "noetl-runtime.classes")) {
      copy(training.resolve(list), lib.resolve(list));
    }
    unpackLibraries(lib.resolve("native"));
    // Caches of one stamp are made of the same libraries and lists.
    Files.writeString(
        lib.resolve("stamp"),
        TreeDigest.of(TreeDigest.of(lib, List.of()).getBytes(StandardCharsets.UTF_8))
                .substring(0, 12)
            + "\n");
  }

  private static boolean isKept(Path below) {
    return !below.startsWith("runtime")
        && !below.startsWith("lib/native")
        && !below.toString().endsWith(".jsa");
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
    } else {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** From the jar as its makers publish it; that of the distribution has none. */
  private static void unpackLibraries(Path folder) throws IOException {
    try (ZipFile jar = new ZipFile(published("sqlite-jdbc"))) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        var matcher = LIBRARY.matcher(entry.getName());
        if (matcher.matches()) {
          Path file = folder.resolve(matcher.group(1));
          Files.createDirectories(file.getParent());
          Files.write(file, jar.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private static File published(String artifact) throws IOException {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(File::new)
        .filter(file -> file.getName().startsWith(artifact + "-"))
        .findFirst()
        .orElseThrow(() -> new IOException("not on the class path: " + artifact));
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
