package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} does when a broker goes on which its program depends, with real processes. */
@IntegrationTest
class RunBlockedIT {

  @TempDir private Path folder;
  private ProcessHome home;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
    registerBroker();
  }

  @AfterEach
  void leaveNothing() {
    home.close();
  }

  private void registerBroker() {
    home.registry()
        .register(
            RuntimeRegistrationRequest.fromJson(
                JsonObject.EMPTY.with("name", "b1").with("kind", "broker").with("uri", "u")));
  }

  private void deregisterBroker() {
    home.registry().deregister(new RuntimeDeregistrationRequest("b1", RuntimeKind.BROKER));
  }

  private Process run(String... more) throws Exception {
    String[] line = new String[more.length + 8];
    String[] before = {"demo", "--every", "1s", "--depends-on", "broker/b1"};
    System.arraycopy(before, 0, line, 0, before.length);
    System.arraycopy(more, 0, line, before.length, more.length);
    String[] program = {"--", "sleep", "600"};
    System.arraycopy(program, 0, line, line.length - 3, 3);
    Process process = home.direct(line);
    home.await(
        "it is registered", () -> home.rows().stream().anyMatch(row -> row.name().equals("demo")));
    return process;
  }

  private String statusOfDemo() {
    return home.rows().stream()
        .filter(row -> row.name().equals("demo"))
        .map(row -> row.status())
        .findFirst()
        .orElse("");
  }

  @Test
  void stopEndsTheProgram() throws Exception {
    Process process = run("--wait-for-dependencies", "--on-blocked", "stop");
    deregisterBroker();
    assertEquals(143, home.end(process));
    assertTrue(home.log().contains("blocked: broker/b1 (offline); stopping sleep\n"), home.log());
    assertEquals("offline", statusOfDemo());
  }

  @Test
  void keepLogsTheLossAndTheReturn() throws Exception {
    Process process = run("--on-blocked", "keep");
    deregisterBroker();
    home.await("the loss is logged", () -> home.log().contains("blocked: broker/b1 (offline)\n"));
    registerBroker();
    home.await("the return is logged", () -> home.log().contains("dependencies are met again\n"));
    assertEquals("ready", statusOfDemo());
    assertFalse(home.log().contains("stopping"), home.log());
    ProcessHome.signal("TERM", process.pid());
    assertEquals(143, home.end(process));
  }
}
