package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A home in which processes of the distribution run, with a registry in a file of its own. */
final class ProcessHome implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 90;
  private static final boolean HAS_TERMINAL = hasTerminal();

  private final Path home;
  private final RuntimeService registry;
  private final List<Process> started = new ArrayList<>();

  ProcessHome(Path home) {
    this.home = home;
    this.registry =
        RuntimeService.open(
            new DirectOptions(
                database(),
                "noetl",
                null,
                null,
                Duration.ofSeconds(10),
                true,
                Snowflake.byChance(
                    InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, new SplittableRandom()),
                line -> {}));
  }

  private static boolean hasTerminal() {
    try (InputStream terminal = Files.newInputStream(Path.of("/dev/tty"))) {
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  RuntimeService registry() {
    return registry;
  }

  String database() {
    return "sqlite:" + home.resolve("runtime.db");
  }

  /** Runs on the registry of this home. */
  Process direct(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(Launcher.PROGRAM, "run", "--database", database()));
    line.addAll(Arrays.asList(arguments));
    return start(line);
  }

  /** Runs on a server, each call tried once. */
  Process over(String server, String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(List.of(Launcher.PROGRAM, "run", "--server", server, "--retries", "0"));
    line.addAll(Arrays.asList(arguments));
    return start(line);
  }

  /** Continuous heartbeats to a server, without retries. */
  Process beat(String server, String... arguments) throws IOException {
    return beat(Map.of(), server, arguments);
  }

  Process beat(Map<String, String> variables, String server, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(Launcher.PROGRAM, "heartbeat"));
    line.addAll(Arrays.asList(arguments));
    line.addAll(List.of("--server", server, "--retries", "0"));
    return start(variables, line);
  }

  Process start(List<String> line) throws IOException {
    return start(Map.of(), line);
  }

  /** Starts a command whose streams are the files {@code out} and {@code err} of this home. */
  Process start(Map<String, String> variables, List<String> line) throws IOException {
    List<String> command = new ArrayList<>(line);
    if (HAS_TERMINAL) {
      // What runs in the background has none, wherever the tests run.
      command.addFirst("setsid");
    }
    ProcessBuilder builder = Launcher.command(home, command);
    builder.environment().putAll(variables);
    builder.redirectOutput(home.resolve("out").toFile());
    builder.redirectError(home.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** The content of a file of this home; empty if it does not exist. */
  String file(String name) throws IOException {
    Path file = home.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** The messages on standard error without their times, and without the one of the start. */
  String log() throws IOException {
    return file("err")
        .lines()
        .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ", ""))
        .filter(line -> !line.contains(": started: a heartbeat every "))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  Path path(String name) {
    return home.resolve(name);
  }

  RuntimeComponentInfo row() {
    return rows().getFirst();
  }

  /** The row, if there is one. */
  List<RuntimeComponentInfo> rows() {
    return registry.list(RuntimeListQuery.named(RuntimeKind.WORKER_POOL, "demo")).items();
  }

  /** Waits until the child of a process is the one that is registered. */
  void awaitRegistered(Process process) throws Exception {
    await(
        "the child is registered",
        () -> {
          var rows = registry.list(RuntimeListQuery.named(RuntimeKind.WORKER_POOL, "demo")).items();
          return !rows.isEmpty()
              && process
                  .children()
                  .anyMatch(child -> Long.toString(child.pid()).equals(rows.getFirst().pid()));
        });
  }

  /** The only child of a process. */
  static ProcessHandle childOf(Process process) {
    return process.children().findFirst().orElseThrow();
  }

  int end(Process process) throws Exception {
    assertTrue(
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "it ends; it said " + said());
    return process.exitValue();
  }

  void await(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      assertTrue(
          System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS),
          () -> "never came: " + what + "; it said " + said());
      LockSupport.parkNanos(10_000_000);
    }
  }

  private String said() {
    try {
      return "<" + file("out") + "> <" + file("err") + ">";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static void signal(String name, long pid) throws Exception {
    Process kill =
        new ProcessBuilder("sh", "-c", "kill -s " + name + " -- " + pid).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }

  /** Where a program is, since a program that is started through a script of another may not be. */
  static String pathOf(String command) throws Exception {
    assumeInstalled(command, command);
    Process found = new ProcessBuilder("sh", "-c", "command -v " + command).start();
    return new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  static void assumeInstalled(String command, String debianPackage) throws Exception {
    Process found = new ProcessBuilder("sh", "-c", "command -v " + command).start();
    assumeTrue(
        found.waitFor() == 0, command + " is not installed: apt-get install " + debianPackage);
  }

  @Override
  public void close() {
    started.forEach(process -> {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    });
    registry.close();
  }
}
