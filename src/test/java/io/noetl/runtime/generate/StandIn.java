package io.noetl.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of our name that records its arguments and prints names, in its own environment. */
final class StandIn {

  private final Path home;
  private final Path calls;
  private final Path names;

  StandIn(Path home) throws IOException {
    this.home = home;
    this.calls = home.resolve("calls");
    this.names = home.resolve("names");
    Path program = Files.createDirectories(home.resolve("bin")).resolve("noetl-runtime");
    Files.writeString(
        program,
        """
        #!/bin/sh
        { printf '<%%s>' "$@"; echo; } >>'%s'
        echo 'noetl-runtime: nothing of this is to be seen' >&2
        cat '%s'
        """
            .formatted(calls, names));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(home.resolve("work"));
    names();
  }

  static void assumeInstalled(String command, String debianPackage) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command))),
        command + " is not installed: apt-get install " + debianPackage);
  }

  /** What the registry holds. */
  StandIn names(String... all) throws IOException {
    Files.writeString(names, all.length == 0 ? "" : String.join("\n", all) + "\n");
    return this;
  }

  /** The directory that shells start in. */
  Path folder() {
    return home.resolve("work");
  }

  Path home() {
    return home;
  }

  /** What it was called with, each argument in angle brackets. */
  List<String> calls() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  void forgetCalls() throws IOException {
    Files.deleteIfExists(calls);
  }

  /** A process in this environment. */
  ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder().toFile());
    Map<String, String> variables = builder.environment();
    String path = home.resolve("bin") + ":" + variables.get("PATH");
    variables.clear();
    variables.putAll(
        Map.of(
            "PATH",
            path,
            "HOME",
            home.toString(),
            "LC_ALL",
            "C.UTF-8",
            "TERM",
            "xterm",
            "SERVER",
            "http://var"));
    return builder;
  }

  /** What a command prints; nothing may go to its stderr. */
  String output(String... command) throws IOException, InterruptedException {
    Path out = home.resolve("out");
    Process process =
        process(List.of(command)).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
