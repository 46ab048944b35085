import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Links the Java run-time image of the distribution from the JDK it runs on, unless the image that
 * is there came from the same JDK and modules: linking takes long, and every build passes here.
 */
final class LinkRuntime {

  private static final String READER = "lib/jrt-fs.jar";

  private LinkRuntime() {}

  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[0]);
    List<String> options =
        List.of(
            "--add-modules=" + args[1],
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            // What the JDK makes its own start-up cache from.
            "--exclude-files=/java.base/lib/classlist",
            // The archives pack the whole better than jlink its parts. There is no default CDS
            // archive:
            // the distribution brings one of its own.
            "--compress=zip-0");
    String origin =
        String.join(
            "\n",
            System.getProperty("java.vendor"),
            System.getProperty("java.runtime.version"),
            String.join("\n", options),
            "without " + READER,
            "");

    // Written last, so an interrupted link is linked again.
    Path stamp = image.resolve("linked-from");
    if (Files.exists(stamp) && Files.readString(stamp).equals(origin)) {
      return;
    }
    delete(image);
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("this JDK has no jlink: install a full JDK 25"));
    String[] command =
        Stream.concat(options.stream(), Stream.of("--output=" + image)).toArray(String[]::new);
    StringWriter said = new StringWriter();
    PrintWriter log = new PrintWriter(said, true);
    int status = jlink.run(log, log, command);
    if (status != 0) {
      System.err.print(said);
      System.exit(status);
    }
    // With it, tools of other Java versions read the image.
    Files.delete(image.resolve(READER));
    Files.writeString(stamp, origin);
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
