package io.noetl.runtime.cli.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command discovery. */
class DiscoveryCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private void register(String components) {
    Ended registered = cli().input(components).run("register", "-f", "-");
    assertEquals(0, registered.status(), registered.err());
  }

  @Test
  void targetsAreAFileForPrometheus() {
    register(
        """
        - {name: p1, kind: worker_pool, uri: "http://h1:9000", labels: {env: prod}}
        - {name: p2, kind: worker_pool, meta: {metrics_uri: metrics}}
        - {name: n1, kind: broker, uri: "nats://n1:4222"}
        """);
    String warning =
        "noetl-runtime: worker_pool/p2 is left out: its metrics_uri is not an absolute"
            + " http or https address that Prometheus can use\n";
    assertEquals(
        new Ended(
            0,
            """
            [
              {
                "targets": [
                  "h1:9000"
                ],
                "labels": {
                  "__scheme__": "http",
                  "__meta_noetl_kind": "worker_pool",
                  "__meta_noetl_name": "p1",
                  "__meta_noetl_status": "ready",
                  "__meta_noetl_uri": "http://h1:9000",
                  "__meta_noetl_label_env": "prod",
                  "__meta_noetl_labelpresent_env": "true"
                }
              }
            ]
            """,
            warning),
        cli().run("discovery", "prometheus"));
    assertEquals(
        new Ended(0, "[]\n", ""), cli().run("discovery", "prometheus", "--kind", "broker"));
    assertEquals(
        new Ended(0, "[]\n", ""),
        cli().run("discovery", "prometheus", "-l", "env=test", "-o", "json"));
    assertTrue(
        cli()
            .run("discovery", "prometheus", "--stale-after", "1ms")
            .out()
            .contains("\"__meta_noetl_status\": \"stale\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "consul | unknown discovery system consul; use: discovery prometheus",
        "prometheus -o yaml | discovery does not support yaml; use -o json",
      })
  void wrongUseIsTold(String options, String sentence) {
    String[] line = ("discovery " + options).split(" ");
    assertEquals(new Ended(2, "", "noetl-runtime: " + sentence + "\n"), cli().run(line));
  }

  @Test
  void systemIsRequired() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: missing required parameter: 'SYSTEM'; see noetl-runtime discovery"
                + " --help\n"),
        cli().run("discovery"));
  }
}
