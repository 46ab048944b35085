import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Puts the licences of the libraries into the distribution: the list that is kept by hand, and what
 * each jar itself says. Those of the Java run time are in its own {@code legal} folder.
 */
final class Licences {

  private Licences() {}

  static void collect(Path distribution, Path list) throws IOException {
    Path legal = Files.createDirectories(distribution.resolve("legal"));
    String listed = Files.readString(list);
    for (Path jar : jars(distribution.resolve("lib"))) {
      String name = jar.getFileName().toString().replace(".jar", "");
      if (!name.equals("noetl-runtime") && !listed.contains("| " + name + " |")) {
        throw new IOException(
            "the distribution carries "
                + name
                + ": add its licence to src/dist/legal/libraries.md");
      }
      copy(jar, legal, name);
    }
    Files.writeString(legal.resolve("libraries.md"), listed);
  }

  private static List<Path> jars(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void copy(Path jar, Path legal, String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.getName().startsWith("META-INF/") && isLegal(file)) {
          Path folder = Files.createDirectories(legal.resolve(name));
          Files.write(folder.resolve(file), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private static boolean isLegal(String file) {
    String upper = file.toUpperCase(Locale.ROOT);
    return !upper.endsWith(".CLASS")
        && Stream.of("LICENSE", "LICENCE", "NOTICE", "COPYING", "COPYRIGHT")
            .anyMatch(upper::startsWith);
  }
}
