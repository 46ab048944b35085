package io.noetl.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An interactive shell on a pseudo terminal: types, presses Tab, and reads the resulting line. */
final class Terminal implements AutoCloseable {

  private final Process process;
  private final Path ready;
  private final Path lines;
  private int shown;

  private Terminal(StandIn world, String shell, String startFile, String start) throws IOException {
    this.ready = world.home().resolve("ready");
    this.lines = world.home().resolve("lines");
    Files.deleteIfExists(ready);
    Files.deleteIfExists(lines);
    Files.writeString(
        Files.createDirectories(world.home().resolve(startFile).getParent())
            .resolve(Path.of(startFile).getFileName()),
        start);
    // script is the smallest program that has a terminal to lend.
    this.process =
        world
            .process(List.of("script", "-qfec", shell, "/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(world.home().resolve("screen").toFile())
            .start();
  }

  static Terminal bash(StandIn world, Path script) throws IOException {
    return new Terminal(
        world,
        "bash --noprofile --rcfile ../bashrc -i",
        "bashrc",
        """
        source '%s'
        show() { printf '%%s\\n' "$READLINE_LINE" >>~/lines; READLINE_LINE=''; }
        bind -x '"\\C-g": show'
        PROMPT_COMMAND='touch ~/ready'
        """
            .formatted(script));
  }

  /** The dump is what zsh knows of all its completions; looking for them each time takes long. */
  static Terminal zsh(StandIn world, Path script, Path dump) throws IOException {
    return new Terminal(
        world,
        "zsh -d -i",
        ".zshrc",
        """
        autoload -U compinit; compinit -u -d '%s'
        source '%s'
        show() { print -r -- $BUFFER >>~/lines; BUFFER='' }
        zle -N show
        bindkey '^G' show
        precmd() { touch ~/ready }
        """
            .formatted(dump, script));
  }

  static Terminal fish(StandIn world, Path script) throws IOException {
    return new Terminal(
        world,
        "fish -i",
        ".config/fish/config.fish",
        """
        source '%s'
        function show
            commandline >>~/lines
            commandline ''
        end
        function fish_user_key_bindings
            bind \\cg show
        end
        function fish_prompt
            touch ~/ready
        end
        function fish_greeting
        end
        """
            .formatted(script));
  }

  /** The line after Tab. */
  String completed(String typed) throws IOException, InterruptedException {
    await(() -> Files.exists(ready), "a prompt");
    OutputStream keys = process.getOutputStream();
    keys.write((typed + "\t\u0007").getBytes(StandardCharsets.UTF_8));
    keys.flush();
    int wanted = ++shown;
    await(() -> Files.exists(lines) && Files.readAllLines(lines).size() >= wanted, typed);
    return Files.readAllLines(lines).get(wanted - 1);
  }

  /** Something that becomes true. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(Condition condition, String what) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < deadline, "the shell answers: " + what);
      assertTrue(process.isAlive(), "the shell lives: " + what);
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    // Its terminal goes with it, and the shell with its terminal.
    process.destroyForcibly().onExit().join();
  }
}
