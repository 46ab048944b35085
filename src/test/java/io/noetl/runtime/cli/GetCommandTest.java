package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @Test
  void componentIsShownInFull() {
    cli().run("register", "demo", "--runtime", "python", "--capacity", "3", "--label", "env=prod");
    assertEquals(
        new Ended(
            0,
            """
            name:        demo
            kind:        worker_pool
            status:      ready
            runtime:     python
            capacity:    3
            heartbeat:   TIME (0s ago)
            host:        test-host
            pid:         -
            uri:         -
            labels:      env=prod
            runtime_id:  ID
            created:     TIME
            updated:     TIME
            """,
            ""),
        cli().run("get", "demo").masked());
  }

  @Test
  void yamlHoldsTheWholeObject() {
    cli().run("register", "demo", "--meta", "note=no", "--pid", "7");
    assertEquals(
        """
        name: demo
        kind: worker_pool
        runtime_id: "ID"
        status: ready
        runtime:
          type: null
          pid: 7
          hostname: test-host
          note: "no"
        uri: null
        capacity: null
        labels: null
        heartbeat: "TIME"
        created_at: "TIME"
        updated_at: "TIME"
        computed:
          heartbeat_age_s: 0
          stale: false
          expires_in_s: 60
          effective_status: ready
        """,
        cli().run("get", "demo", "-o", "yaml").masked().out());
  }

  @Test
  void unknownNameExitsFive() {
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no worker_pool named \"ghost\" is registered; see what is"
                + " registered: noetl-runtime list\n"),
        cli().run("get", "ghost"));
    cli().run("register", "b1", "--kind", "broker", "--uri", "u");
    assertEquals(5, cli().run("get", "b1", "-q").status());
    assertEquals(0, cli().run("get", "b1", "-q", "--kind", "broker").status());
  }
}
