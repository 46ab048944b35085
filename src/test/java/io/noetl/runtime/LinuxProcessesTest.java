package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noetl.runtime.cli.process.LinuxProcesses;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxProcessesTest {

  private static final Path PROC = Path.of("/proc");
  private static final long OWN = ProcessHandle.current().pid();

  /** No Linux gives a process so high a number. */
  private static final long NOBODY = 1 << 30;

  @TempDir private Path folder;

  private static LinuxProcesses processes() {
    return new LinuxProcesses(PROC, HostKernel::new, new SplittableRandom());
  }

  private static ProcessIdentity process(long pid, JsonObject details) {
    return ProcessIdentity.of(
        JsonObject.EMPTY.with("hostname", "h").with("pid", pid).merge(details));
  }

  private static OwnerState look(long pid, JsonObject details, @Nullable Duration silence) {
    return processes().look(process(pid, details), silence);
  }

  private static JsonObject ownDetails() {
    return processes().details(OWN);
  }

  @Test
  void processIsKnownByNamespaceAndStart() {
    assertEquals(OwnerState.RUNS, look(OWN, ownDetails(), Duration.ofDays(1)));
    long started = Long.parseLong(String.valueOf(ownDetails().text(ProcessIdentity.STARTED)));
    assertEquals(
        OwnerState.ENDED,
        look(OWN, ownDetails().with(ProcessIdentity.STARTED, started - 1), Duration.ZERO));
  }

  @Test
  void whatARowDoesNotSayIsNotHeldAgainstIt() {
    assertEquals(OwnerState.RUNS, look(OWN, JsonObject.EMPTY, null));
    assertEquals(OwnerState.RUNS, look(OWN, JsonObject.EMPTY, Duration.ZERO));
    assertEquals(OwnerState.ENDED, look(NOBODY, JsonObject.EMPTY, Duration.ZERO));
  }

  @Test
  void processThatStartedAfterTheLastHeartbeatIsNotTheOwner() throws Exception {
    Process young = new ProcessBuilder("sleep", "60").start();
    try {
      assertEquals(OwnerState.RUNS, look(young.pid(), JsonObject.EMPTY, Duration.ZERO));
      assertEquals(OwnerState.ENDED, look(young.pid(), JsonObject.EMPTY, Duration.ofSeconds(30)));
    } finally {
      young.destroyForcibly().waitFor();
    }
  }

  @Test
  void threadIsNoProcess() throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      long thread =
          threads
              .map(task -> Long.parseLong(task.getFileName().toString()))
              .filter(task -> task != OWN)
              .findFirst()
              .orElseThrow();
      assertTrue(Files.exists(Path.of("/proc/" + thread)), "it looks like one");
      assertEquals(OwnerState.ENDED, look(thread, JsonObject.EMPTY, Duration.ZERO));
    }
  }

  @Test
  void processThatHasEndedIsNoneThoughItsParentHasNotAsked() throws Exception {
    // The shell might reap a child that ends before the shell has become another program.
    String script = "exec 3<&0; read -r line <&3 & echo $!; exec sleep 60";
    Process parent = new ProcessBuilder("sh", "-c", script).start();
    try {
      String line = parent.inputReader().readLine();
      awaitText(Path.of("/proc/" + parent.pid() + "/comm"), "sleep");
      parent.getOutputStream().close();
      awaitText(Path.of("/proc/" + line + "/stat"), ") Z ");
      assertEquals(OwnerState.ENDED, look(Long.parseLong(line), JsonObject.EMPTY, Duration.ZERO));
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  private static void awaitText(Path file, String text) throws IOException {
    while (!Files.readString(file).contains(text)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void numberThatIsNoneSaysNothing() {
    for (String pid : new String[] {"x", "", "0", "-1", "99999999999"}) {
      ProcessIdentity odd =
          ProcessIdentity.of(JsonObject.EMPTY.with("hostname", "h").with("pid", pid));
      assertEquals(OwnerState.UNKNOWN, processes().look(odd, Duration.ZERO), pid);
    }
  }

  @Test
  void processOfAnotherNamespaceOrBootCannotBeSeen() {
    JsonObject details = ownDetails();
    String own = String.valueOf(details.text(ProcessIdentity.NAMESPACE));
    for (String other : new String[] {own + "0", "0" + own, "", "x"}) {
      assertEquals(
          OwnerState.UNKNOWN,
          look(NOBODY, details.with(ProcessIdentity.NAMESPACE, other), Duration.ofDays(1)),
          other);
    }
  }

  /** A row of another namespace of this boot whose socket is one of a network namespace. */
  private static JsonObject elsewhere(String socket) {
    JsonObject details = ownDetails();
    return details
        .with(ProcessIdentity.NAMESPACE, details.text(ProcessIdentity.NAMESPACE) + "0")
        .with(ProcessIdentity.SOCKET, socket);
  }

  @Test
  void namespaceHasEndedWithItsSocket() throws IOException {
    String link = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    String network = link.replaceAll("\\D", "");
    String name = "noetl-runtime-" + OWN;
    assertEquals(OwnerState.ENDED, look(1, elsewhere(network + "/" + name), Duration.ZERO), "free");
    assertTrue(new HostKernel().take(name));
    assertFalse(new HostKernel().take(name), "taken");
    assertEquals(
        OwnerState.UNKNOWN, look(1, elsewhere(network + "/" + name), Duration.ZERO), "taken");
    assertEquals(OwnerState.UNKNOWN, look(1, elsewhere("1/noetl-runtime-x"), Duration.ZERO));
    assertEquals(OwnerState.UNKNOWN, look(1, elsewhere(network + "/x"), Duration.ZERO), "odd");
    assertEquals(
        OwnerState.UNKNOWN,
        look(
            1,
            elsewhere(network + "/noetl-runtime-x").with(ProcessIdentity.NAMESPACE, "boot/1"),
            Duration.ZERO),
        "of another boot");
  }

  @Test
  void hiddenProcessIsNotTakenForEnded() throws IOException {
    Path self = Files.createDirectories(folder.resolve("self/ns"));
    Files.createSymbolicLink(self.resolve("pid"), Path.of("pid:[1]"));
    LinuxProcesses hidden = new LinuxProcesses(folder, HostKernel::new, new SplittableRandom());
    assertEquals(
        OwnerState.UNKNOWN, hidden.look(process(OWN, JsonObject.EMPTY), Duration.ofDays(1)));
    assertEquals(OwnerState.ENDED, hidden.look(process(NOBODY, JsonObject.EMPTY), Duration.ZERO));
    assertEquals(JsonObject.EMPTY, hidden.details(OWN));
  }

  @Test
  void unreadableProcessIsNotTakenForEnded() throws IOException {
    assumeTrue(!System.getProperty("user.name").equals("root"), "root reads everything");
    Path process = Files.createDirectories(folder.resolve("" + OWN));
    assertTrue(process.toFile().setExecutable(false));
    LinuxProcesses hidden = new LinuxProcesses(folder, HostKernel::new, new SplittableRandom());
    assertEquals(OwnerState.UNKNOWN, hidden.look(process(OWN, JsonObject.EMPTY), Duration.ZERO));
  }

  @Test
  void onlyTheFirstProcessOfANamespaceIsItsAnchor() {
    assertEquals(JsonObject.EMPTY, processes().anchor());
  }
}
