package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real terminal without a window: a shell in a tmux of its own. */
final class Tmux implements AutoCloseable {

  private final Path socket;

  Tmux(Path folder, int columns, int rows) throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v tmux >/dev/null").start().waitFor() == 0,
        "tmux is not installed: apt-get install tmux");
    // One before this may still be ending at its own.
    socket = folder.resolve("tmux-" + System.nanoTime());
    tmux(
        "new-session",
        "-d",
        "-x",
        "" + columns,
        "-y",
        "" + rows,
        "env -i PATH=\"$PATH\" HOME="
            + folder
            + " TERM=screen-256color LC_ALL=C.UTF-8 PS1='$ ' sh");
    // What is typed before would stand above the prompt.
    until(shown -> shown.startsWith("$"));
  }

  private String tmux(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-S", "" + socket));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "tmux ends");
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  void type(String line) throws Exception {
    tmux("send-keys", "-l", line);
    tmux("send-keys", "Enter");
  }

  void press(String key) throws Exception {
    tmux("send-keys", key);
  }

  /** Presses a key until the screen is as expected: less drops input while it is interrupted. */
  String pressUntil(String key, Predicate<String> wanted) throws Exception {
    long start = System.nanoTime();
    String shown = shown();
    while (!wanted.test(shown) && System.nanoTime() - start < 60e9) {
      press(key);
      LockSupport.parkNanos(500_000_000);
      shown = shown();
    }
    return until(wanted);
  }

  void resize(int columns, int rows) throws Exception {
    tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
  }

  /** Writes on the terminal as another program does, which the one that draws does not see. */
  void scribble(String text) throws Exception {
    Files.writeString(Path.of(tmux("display-message", "-p", "#{pane_tty}").strip()), text);
  }

  /** What is to be seen, without colours. */
  String shown() throws Exception {
    return tmux("capture-pane", "-p").stripTrailing();
  }

  /** The same with its escape sequences. */
  String painted() throws Exception {
    return tmux("capture-pane", "-p", "-e");
  }

  /** Whether the pane shows its alternate screen, and whether its cursor is to be seen. */
  String modes() throws Exception {
    return tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{wrap_flag}").strip();
  }

  /** Waits until what is to be seen is as wanted, and gives it. */
  String until(Predicate<String> wanted) throws Exception {
    long start = System.nanoTime();
    String shown = shown();
    while (!wanted.test(shown)) {
      if (System.nanoTime() - start > 60e9) {
        fail("did not come to pass in a minute; there is\n" + shown);
      }
      LockSupport.parkNanos(50_000_000);
      shown = shown();
    }
    return shown;
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("tmux", "-S", "" + socket, "kill-server").start().onExit().join();
  }
}
