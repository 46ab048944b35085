import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a release consists of: the archives, the Debian package and their checksums. */
final class Archives {

  private final Path project;
  private final String version;
  private final Instant time;

  /** The time is that of all files in them. */
  Archives(Path project, String version, Instant time) {
    this.project = project;
    this.version = version;
    this.time = time;
  }

  /** Writes them into a folder. */
  void write(Path distribution, Path portable, Path folder) throws IOException {
    Path linux = archive(distribution, "noetl-runtime-" + version + "-linux-x64", folder);
    Path java25 = archive(portable, "noetl-runtime-" + version + "-java25", folder);
    DebianPackage debian = new DebianPackage(version, time);
    debian.add(distribution, project);
    Path deb = folder.resolve("noetl-runtime_" + version + "_amd64.deb");
    debian.write(deb);
    Files.writeString(folder.resolve("SHA256SUMS"), sums(List.of(java25, linux, deb)));
  }

  private Path archive(Path tree, String name, Path folder) throws IOException {
    Path file = folder.resolve(name + ".tar.gz");
    try (TarFile archive = new TarFile(Files.newOutputStream(file), time)) {
      archive.addTree(tree, name);
    }
    return file;
  }

  /** As sha256sum writes and checks them. */
  private static String sums(List<Path> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      lines
          .append(TreeDigest.of(Files.readAllBytes(file)))
          .append("  ")
          .append(file.getFileName())
          .append('\n');
    }
    return lines.toString();
  }
}
