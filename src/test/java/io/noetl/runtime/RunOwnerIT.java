package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which process gets a name back after a crash, with real processes and PID namespaces. */
@IntegrationTest
class RunOwnerIT {

  /** A container as far as processes go: namespaces of its own, and the host's name. */
  private static final List<String> CONTAINER =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

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

  private Process run(List<String> before, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(before);
    line.addAll(List.of(Launcher.PROGRAM, "run", "demo", "--database", home.database()));
    line.addAll(List.of(arguments));
    return home.start(line);
  }

  private void assumeContainers() throws Exception {
    assumeTrue(
        home.end(home.start(Stream.concat(CONTAINER.stream(), Stream.of("true")).toList())) == 0,
        "unshare makes no namespaces here: it takes root");
  }

  /** Waits until a child is registered, and not the run before it. */
  private String registeredChild() throws Exception {
    home.await(
        "the child is registered",
        () -> Files.exists(home.path("pid")) && home.file("pid").strip().equals(pid()));
    return home.file("pid").strip();
  }

  private String pid() {
    var rows = home.rows();
    return rows.isEmpty() ? "" : String.valueOf(rows.getFirst().pid());
  }

  private static final String[] CHILD = {
    "--every", "1h", "--", "sh", "-c", "echo $$ >pid.new; mv pid.new pid; exec sleep 600"
  };

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get();
  }

  @Test
  void runThatIsKilledWithItsChildTakesItsNameBackAtOnce() throws Exception {
    Process first = run(List.of(), CHILD);
    registeredChild();
    ProcessHandle child = ProcessHome.childOf(first);
    kill(first.toHandle());
    kill(child);
    assertEquals(0, home.end(run(List.of(), "--", "true")));
    assertEquals("", home.log());
  }

  @Test
  void runThatIsKilledAloneWaitsUntilItsOldChildIsGone() throws Exception {
    Process first = run(List.of(), CHILD);
    String pid = registeredChild();
    ProcessHandle child = ProcessHome.childOf(first);
    kill(first.toHandle());
    assertEquals(125, home.end(run(List.of(), "--", "touch", "began")));
    assertTrue(home.log().contains(" pid " + pid + ", last heartbeat "), home.log());
    assertFalse(Files.exists(home.path("began")));
    kill(child);
    assertEquals(0, home.end(run(List.of(), "--", "touch", "began")));
  }

  @Test
  void containerThatIsRestartedTakesItsNameBackAtOnce() throws Exception {
    assumeContainers();
    Process first = run(CONTAINER, CHILD);
    String pid = registeredChild();
    assertTrue(Long.parseLong(pid) < 1000, "a container counts from 1");
    kill(ProcessHome.childOf(first));
    first.waitFor();
    Files.delete(home.path("pid"));
    Process second = run(CONTAINER, CHILD);
    registeredChild();
    assertEquals("", home.log());
    ProcessHome.signal("TERM", ProcessHome.childOf(second).pid());
    assertEquals(143, home.end(second));
  }

  @Test
  void containerDoesNotTakeTheNameOfAnotherThatRuns() throws Exception {
    assumeContainers();
    Process first = run(CONTAINER, "--every", "3s", "--", "sleep", "600");
    home.await("it is registered", () -> !pid().isEmpty());
    assertEquals(125, home.end(run(CONTAINER, "--", "touch", "began")));
    assertTrue(home.log().contains("(not visible from here), last heartbeat "), home.log());
    assertTrue(
        home.log().contains("; waiting until it is stale or sends a heartbeat\n"), home.log());
    assertFalse(Files.exists(home.path("began")));
    assertEquals("ready", home.row().status());
    ProcessHome.signal("TERM", ProcessHome.childOf(first).pid());
    assertEquals(143, home.end(first));
  }

  @Test
  void silenceEndsTheHoldOfWhatCannotBeSeen() throws Exception {
    assumeContainers();
    List<String> notFirst =
        Stream.concat(CONTAINER.stream(), Stream.of("sh", "-c", "\"$0\" \"$@\"; exit 9")).toList();
    // The shell stays: the number of a namespace that has ended may be given to the next.
    List<String> staying =
        Stream.concat(CONTAINER.stream(), Stream.of("sh", "-c", "\"$0\" \"$@\"; exec sleep 600"))
            .toList();
    Process first = run(staying, CHILD);
    registeredChild();
    // Without waiting for their ends: nothing in there reaps the child.
    ProcessHome.childOf(first).descendants().toList().forEach(ProcessHandle::destroyForcibly);
    Process second =
        run(notFirst, "--stale-after", "8s", "--start-timeout", "6s", "--", "touch", "began");
    assertEquals(9, home.end(second));
    assertTrue(home.log().contains("; waiting until it is stale"), home.log());
    assertTrue(Files.exists(home.path("began")), home.log());
  }

  @Test
  void signalEndsTheWaitAndLeavesTheRowAlone() throws Exception {
    assumeContainers();
    Process first = run(CONTAINER, CHILD);
    registeredChild();
    Process second = run(CONTAINER, "--", "touch", "began");
    home.await("it waits", () -> home.log().contains("; waiting until it is stale"));
    ProcessHome.signal("TERM", ProcessHome.childOf(second).pid());
    assertEquals(143, home.end(second));
    assertEquals("ready", home.row().status());
    assertFalse(Files.exists(home.path("began")));
    ProcessHome.signal("TERM", ProcessHome.childOf(first).pid());
    assertEquals(143, home.end(first));
  }

  @Test
  void processThatProcHidesKeepsItsName() throws Exception {
    assumeContainers();
    Process holder = home.start(List.of("sleep", "600"));
    String register = Launcher.PROGRAM + " register demo --database " + home.database() + " -q ";
    assertEquals(
        0,
        home.end(home.start(List.of("sh", "-c", register + "--pid " + holder.pid()))),
        home.log());
    Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    String hidden =
        "mount -t proc -o hidepid=2 proc /proc && chmod 666 runtime.db* && exec setpriv"
            + " --reuid=65534 --regid=65534 --clear-groups env HOME=/tmp "
            + register
            + "--exclusive --pid $$";
    assertEquals(6, home.end(home.start(List.of("unshare", "--mount", "sh", "-c", hidden))));
    assertTrue(
        home.log().contains(" pid " + holder.pid() + " (not visible from here)"), home.log());
    holder.destroyForcibly().waitFor();
    assertEquals(
        0, home.end(home.start(List.of("unshare", "--mount", "sh", "-c", hidden))), home.log());
  }
}
