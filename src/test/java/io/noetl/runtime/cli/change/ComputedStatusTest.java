package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No component can register a status that is computed. */
class ComputedStatusTest {

  private static final String REFUSED =
      ": must not be stale, dead, blocked or gone, which are computed (got \"";

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private static Ended refused(int exit, String place, String status) {
    return new Ended(exit, "", "noetl-runtime: " + place + REFUSED + status + "\")\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stale", "dead", "blocked", "gone"})
  void optionsRefuseIt(String status) {
    assertEquals(refused(2, "--status", status), cli().run("register", "a", "--status", status));
    cli().run("register", "a");
    assertEquals(refused(2, "--status", status), cli().run("set", "a", "--status", status));
    assertEquals(
        refused(125, "--drain-status", status),
        cli().run("run", "b", "--drain-status", status, "--", "true"));
    assertEquals(
        refused(2, "--status", status),
        cli().run("heartbeat", "a", "--recreate", "--runtime", "python", "--status", status));
    assertEquals("a\n", cli().run("list", "--status", "ready", "-o", "name").out());
  }

  @Test
  void filesRefuseItWithTheLine() {
    String file = "- name: a\n- name: b\n  status: Stale\n";
    Ended registered = cli().input(file).run("register", "-f", "-");
    assertEquals(12, registered.status());
    assertEquals(
        refused(12, "standard input:3: item 2 (b): status", "stale").err(), registered.err());
    assertEquals(12, cli().input(file).run("apply", "-f", "-", "-q").status());
    assertEquals("a\n", cli().run("list", "-o", "name").out());
  }

  @Test
  void registriesRefuseIt() throws Exception {
    JsonObject stale = JsonObject.EMPTY.with("name", "a").with("status", "stale");
    try (RuntimeService registry = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint server = TestEndpoint.start(registry)) {
      RuntimeRegistrationRequest request = RuntimeRegistrationRequest.fromJson(stale);
      assertThrows(RuntimeApiException.InvalidRequest.class, () -> registry.register(request));
      assertEquals(
          422,
          server
              .post("/api/worker/pool/register", Json.write(stale.with("runtime", "python")))
              .status());
      registry.register(RuntimeRegistrationRequest.fromJson(stale.with("status", "ready")));
      RuntimeUpdateRequest change = RuntimeUpdateRequest.fromJson(stale);
      assertThrows(RuntimeApiException.InvalidRequest.class, () -> registry.update(change));
    }
  }

  @Test
  void allFieldsAreNamedInTheOrderOfTheFile() {
    String file =
        """
        - status: dead
          capacity: -3
          endpoint: 'a\tb'
          name: a
          runtime: [1]
        - {kind: box, name: ''}
        """;
    String expected =
        """
        noetl-runtime: standard input:1: item 1 (a): status: must not be stale, dead, blocked or \
        gone, which are computed (got "dead")
        noetl-runtime: standard input:2: item 1 (a): capacity: must be 0 to 2147483647 (got -3)
        noetl-runtime: standard input:3: item 1 (a): uri: must hold no control characters (got \
        "a\\tb")
        noetl-runtime: standard input:5: item 1 (a): runtime: must be a valid string (got a list)
        noetl-runtime: standard input:6: item 2: kind: must be 'worker_pool', 'broker', \
        'server_api', 'scheduler' or 'monitor' (got "box")
        noetl-runtime: standard input:6: item 2: name: must have at least 1 character (got "")
        """;
    assertEquals(new Ended(2, "", expected), cli().input(file).run("register", "-f", "-", "-q"));
    assertEquals(expected, cli().input(file).run("apply", "-f", "-", "-q").err());
    assertEquals(
        "noetl-runtime: --capacity: must be 0 to 2147483647 (got \"-3\")\nnoetl-runtime: --status"
            + REFUSED
            + "dead\")\n",
        cli().run("register", "a", "--status", "dead", "--capacity", "-3").err());
  }
}
