package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} of the distribution: what its child inherits, returns and receives, with real
 * children.
 */
@IntegrationTest
class RunIT {

  @TempDir private Path folder;
  private ProcessHome home;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
  }

  @AfterEach
  void leaveNothing() {
    home.close();
  }

  @Test
  void childsCodeIsTheExitCode() throws Exception {
    assertEquals(0, home.end(home.direct("demo", "--", "true")));
    assertEquals(3, home.end(home.direct("demo", "--", "sh", "-c", "exit 3")));
    assertEquals("", home.log());
    assertEquals("offline", home.row().status());
  }

  @Test
  void childThatASignalEndsGives128AndItsNumber() throws Exception {
    assertEquals(137, home.end(home.direct("demo", "--", "sh", "-c", "kill -9 $$")));
    assertEquals(134, home.end(home.direct("demo", "--", "sh", "-c", "kill -ABRT $$")));
  }

  @Test
  void whatIsNotThereIs127AndWhatCannotRunIs126() throws Exception {
    assertEquals(127, home.end(home.direct("demo", "--", "/nonexistent")));
    assertEquals(
        "noetl-runtime: cannot start /nonexistent: No such file or directory\n", home.log());
    assertEquals(126, home.end(home.direct("demo", "--", "/etc")));
    assertEquals("noetl-runtime: cannot start /etc: Permission denied\n", home.log());
    assertFalse(Files.exists(home.path("runtime.db")), "nothing was registered");
  }

  @Test
  void scriptWithoutAFirstLineForTheKernelRunsAsInAShell() throws Exception {
    program("-script", "printf '%s|' \"$@\"; exit 3\n".getBytes(StandardCharsets.UTF_8));
    program("empty", new byte[0]);
    assertEquals(3, home.end(home.direct("demo", "--", "./-script", "a  b", "", "$c")));
    assertEquals("a  b||$c|", home.file("out"));
    assertEquals(0, home.end(home.direct("demo", "--", "./empty")));
    assertEquals("", home.log());
    Files.createDirectories(home.path("bin/-script"));
    for (String path : List.of("bin:/nonexistent::/bin:/usr/bin", ".:/bin:/usr/bin")) {
      List<String> line =
          List.of(Launcher.PROGRAM, "run", "demo", "--database", home.database(), "--", "-script");
      assertEquals(3, home.end(home.start(Map.of("PATH", path), line)), home.log());
    }
  }

  @Test
  void programForAnotherMachineIsNoScript() throws Exception {
    program("other", "\177ELF\0touch began\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(126, home.end(home.direct("demo", "--", "./other")));
    assertEquals("noetl-runtime: cannot start ./other: Exec format error\n", home.log());
    assertFalse(Files.exists(home.path("began")));
    assertEquals("offline", home.row().status());
  }

  private void program(String name, byte[] content) throws Exception {
    Files.write(home.path(name), content);
    assertTrue(home.path(name).toFile().setExecutable(true));
  }

  @Test
  void everyByteOfStandardInputAndOutputPasses() throws Exception {
    byte[] data = new byte[10_000_000];
    new SplittableRandom(1).nextBytes(data);
    Files.write(home.path("data"), data);
    List<String> line =
        List.of(
            "sh",
            "-c",
            "\"$0\" run demo --database \"$1\" -- cat <data",
            Launcher.PROGRAM,
            home.database());
    assertEquals(0, home.end(home.start(line)));
    assertEquals(-1, Files.mismatch(home.path("data"), home.path("out")));
  }

  @Test
  void failuresOfOursAre125AndStartNothing() throws Exception {
    assertEquals(125, home.end(home.direct("demo", "--nonsense", "--", "touch", "began")));
    assertEquals(
        125,
        home.end(
            home.over("127.0.0.1:1", "demo", "--start-timeout", "1s", "--", "touch", "began")));
    Process holder = home.direct("demo", "--", "sleep", "60");
    home.awaitRegistered(holder);
    assertEquals(125, home.end(home.direct("demo", "--", "touch", "began")));
    assertTrue(
        home.log().startsWith("noetl-runtime: worker_pool \"demo\" is held by host "), home.log());
    assertFalse(Files.exists(home.path("began")));
    assertEquals(0, home.end(home.direct("demo", "--takeover", "--", "touch", "began")));
    assertTrue(Files.exists(home.path("began")));
  }

  @Test
  void errorAsJsonHasTheExitCodeOfTheProcess() throws Exception {
    assertEquals(125, home.end(home.direct("demo", "--nonsense", "-o", "json", "--", "true")));
    assertEquals(
        "{\"error\":{\"code\":\"not_started\",\"exit\":125,"
            + "\"message\":\"unknown option --nonsense\","
            + "\"hint\":\"see noetl-runtime run --help\","
            + "\"http_status\":null,\"retry_after_s\":null}}\n",
        home.log());
  }

  @Test
  void pipeEndsWhenTheChildClosesItAndNotWithRun() throws Exception {
    String child = "exec 9>&- </dev/null >/dev/null; while [ ! -e go ]; do sleep 0.02; done";
    String line = "\"$0\" run demo --database \"$1\" -- sh -c \"$2\" 9>&1 | { cat; : >go; }";
    home.end(home.start(List.of("sh", "-c", line, Launcher.PROGRAM, home.database(), child)));
    assertTrue(Files.exists(home.path("go")));
  }

  @Test
  void childHasTheCallersEnvironmentAndThreeVariablesMore() throws Exception {
    String line =
        "exec env -i OWN=kept PATH=\"$PATH\" HOME=/nowhere"
            + " NOETL_SERVER_URL=http://elsewhere \"$0\" run demo --database \"$1\" -- env";
    assertEquals(
        0,
        home.end(home.start(List.of("sh", "-c", line, Launcher.PROGRAM, home.database()))),
        home.log());
    assertEquals(
        List.of(
            "HOME=/nowhere",
            "NOETL_RUNTIME_ID=" + home.row().runtimeId(),
            "NOETL_RUNTIME_NAME=demo",
            "OWN=kept",
            "PATH=" + System.getenv("PATH")),
        home.file("out").lines().sorted().toList());
  }

  @Test
  void childWhoseReaderIsGoneEndsBySigpipe() throws Exception {
    String line =
        "{ \"$0\" run demo --database \"$1\" -- sh -c 'while :; do echo y; done'; echo $? >code; }"
            + " | true";
    home.end(home.start(List.of("sh", "-c", line, Launcher.PROGRAM, home.database())));
    home.await("the code is written", () -> home.file("code").endsWith("\n"));
    assertEquals("141\n", home.file("code"));
  }
}
