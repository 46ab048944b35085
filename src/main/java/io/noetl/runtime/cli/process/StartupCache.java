package io.noetl.runtime.cli.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the JVM uses the class archive of the distribution. A JVM silently runs without an
 * unusable archive, so a second JVM is started with the same options and {@code -Xshare:on}.
 */
public final class StartupCache {

  private static final String FLAG = "-XX:SharedArchiveFile=";

  /**
   * The end of the JVM's message about a file whose time stamp differs from the one in the archive.
   */
  private static final String OTHER_TIME = "timestamp has changed";

  private static final String IN_USE = "start-up cache: in use";

  private StartupCache() {}

  /** One line: the archive is in use, or why it is not. */
  public static String state() {
    String problem = problem();
    return problem == null ? IN_USE : "start-up cache: not in use: " + problem;
  }

  /** Whether a line of {@link #state} says that the archive is in use. */
  public static boolean isUsed(String state) {
    return state.equals(IN_USE);
  }

  private static @Nullable String problem() {
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    String home = System.getProperty("noetl.home");
    if (home == null) {
      return "only the launcher of the distribution names it";
    }
    String flag =
        options.stream().filter(option -> option.startsWith(FLAG)).reduce(FLAG, (a, b) -> b);
    if (flag.equals(FLAG)) {
      String uncached = System.getProperty("noetl.uncached");
      return uncached == null
          ? "file not found: " + Path.of(home, "lib", System.getProperty("noetl.cache") + ".jsa")
          : uncached;
    }
    if (options.contains("-Xshare:off")) {
      return "-Xshare:off is set";
    }
    try {
      return refusal(home, Path.of(flag.substring(FLAG.length())), options);
    } catch (IOException unstartable) {
      return "cannot ask the JVM: " + unstartable.getMessage();
    }
  }

  private static @Nullable String refusal(String home, Path archive, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xshare:on",
            "-Xlog:disable",
            "-Xlog:all=warning:stdout:none",
            "-cp",
            System.getProperty("java.class.path", ""),
            "-version"));
    Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return asked.waitFor() == 0 ? null : explained(reason(said), Path.of(home, "lib"), archive);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "interrupted while asking the JVM";
    }
  }

  /** Copies without time stamps are the usual cause, and get their own message. */
  private static String explained(String reason, Path lib, Path archive) {
    if (!reason.endsWith(OTHER_TIME)) {
      return reason;
    }
    return archive.startsWith(lib)
        ? "the libraries in "
            + lib
            + " lost their time stamps; copy or unpack the distribution with its time stamps, with"
            + " cp -a or tar"
        : "the libraries in "
            + lib
            + " have other time stamps than those it was made of; remove "
            + archive
            + ", and the next command makes it again";
  }

  /** The first line of the JVM after the heading is the reason. */
  private static String reason(String said) {
    return said.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("Unable to use shared archive file."))
        .findFirst()
        .orElse("the JVM does not say why");
  }
}
