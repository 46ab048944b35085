package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command versions --check, and the step of doctor. */
class VersionsCheckTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private void config(String text) throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @BeforeEach
  void fill() {
    cli().run("register", "p1", "--meta", "version=2.4.0", "--label", "env=prod");
    cli().run("register", "p2", "--meta", "version=2.2.0", "--label", "env=test");
    cli().run("register", "gone", "--meta", "version=1.0.0", "--label", "env=prod");
    cli().run("deregister", "gone");
    cli()
        .run(
            "register",
            "api",
            "--kind",
            "server_api",
            "--uri",
            "http://a",
            "--meta",
            "version=2.2.0");
  }

  private String shown(Ended ended) {
    return ended.out().replace(home.toString(), "HOME");
  }

  @Test
  void eachViolationIsARowAndTheExitCodeIsOne() throws IOException {
    config(
        """
        compatibility:
          - component: worker_pool?env=prod
            requires: server_api@>=2.3
            within: {minor: 1}
          - {component: worker_pool, requires: server_api, within: {minor: 1}}
        """);
    Ended ended = cli().run("versions", "--check");
    assertEquals(1, ended.status());
    assertEquals("", ended.err());
    assertEquals(
        """
        COMPONENT       VERSION  OTHER           OTHER_VERSION  PROBLEM                     RULE                                                               FROM
        worker_pool/p1  2.4.0    server_api/api  2.2.0          version 2.2.0, wanted >=2.3  worker_pool?env=prod requires server_api@>=2.3 within 1 minor  rule 1, file HOME/.config/noetl/runtime.yaml
        worker_pool/p1  2.4.0    server_api/api  2.2.0          2 minor newer, at most 1    worker_pool requires server_api within 1 minor                 rule 2, file HOME/.config/noetl/runtime.yaml
        """
            .replaceAll(" {2,}", "  "),
        shown(ended).replaceAll(" {2,}", "  "));
    assertEquals(
        """
        {"component":{"kind":"worker_pool","name":"p1","version":"2.4.0"},"other":{"kind":"server_api",\
        "name":"api","version":"2.2.0","further":0},"problem":"2 minor newer, at most 1",\
        "rule":"worker_pool requires server_api within 1 minor",\
        "from":"rule 2, file HOME/.config/noetl/runtime.yaml"}
        """,
        shown(cli().run("versions", "--check", "-o", "jsonl"))
                .lines()
                .skip(1)
                .findFirst()
                .orElse("")
            + "\n");
    assertEquals(
        new Ended(
            0,
            "COMPONENT  VERSION  OTHER  OTHER_VERSION  PROBLEM  RULE  FROM\n",
            "No violations of depends_on and 2 rules.\n"),
        cli().run("versions", "--check", "-l", "env=test"));
  }

  @Test
  void rulesOfTheContextTakeThePlaceOfTheOthers() throws IOException {
    config(
        """
        compatibility:
          - {component: worker_pool, requires: server_api@^9}
        contexts:
          local:
            direct: true
            compatibility:
              - {component: worker_pool, requires: server_api@^2}
        """);
    assertEquals(1, cli().run("versions", "--check").status());
    assertEquals(0, cli().run("versions", "--check", "--context", "local").status());
  }

  @Test
  void fileOfRulesIsTakenInstead() throws IOException {
    Path rules = home.resolve("rules.yaml");
    Files.writeString(rules, "- {component: worker_pool/p2, requires: server_api@>=3}\n");
    Ended ended = cli().run("versions", "--check", "--compatibility", rules.toString());
    assertEquals(1, ended.status());
    assertEquals(
        "worker_pool/p2\n",
        cli().run("versions", "--check", "--compatibility", rules.toString(), "-o", "name").out());
    config("compatibility: ../../rules.yaml\n");
    assertEquals(1, cli().run("versions", "--check").status());
    assertEquals(
        new Ended(2, "", "noetl-runtime: --compatibility has rules for --check; add --check\n"),
        cli().run("versions", "--compatibility", rules.toString()));
    Path missing = home.resolve("missing.yaml");
    assertEquals(
        "noetl-runtime: cannot read "
            + missing
            + ": it is not there; make it a readable file, or move"
            + " it away\n",
        cli().run("versions", "--check", "--compatibility", missing.toString()).err());
  }

  @Test
  void withoutRulesTheDependenciesAreChecked() {
    assertEquals(
        new Ended(
            0,
            "COMPONENT  VERSION  OTHER  OTHER_VERSION  PROBLEM  RULE  FROM\n",
            "No violations of depends_on; no rules are set, see --compatibility.\n"),
        cli().run("versions", "--check"));
    cli()
        .input("{\"name\":\"d\",\"meta\":{\"depends_on\":[\"server_api/api@^2.3\"]}}")
        .run("register", "-f", "-");
    assertEquals(
        "worker_pool/d,,server_api/api,2.2.0,\"version 2.2.0, wanted ^2.3\","
            + "depends on server_api/api@^2.3,depends_on",
        cli().run("versions", "--check", "-o", "csv").out().lines().skip(1).findFirst().orElse(""));
  }

  @Test
  void wrongRuleIsAConfigurationErrorWithItsPlace() throws IOException {
    config("compatibility:\n  - {component: worker_pool, requires: server_api@>=2..3}\n");
    Ended ended = cli().run("versions", "--check");
    assertEquals(11, ended.status());
    assertEquals(
        "noetl-runtime: compatibility (rule 1, file HOME/.config/noetl/runtime.yaml): requires: the"
            + " version range of \"server_api@>=2..3\" is wrong: at character 3, \"2..3\": a number"
            + " is missing; correct it there\n",
        ended.err().replace(home.toString(), "HOME"));
    assertEquals(
        new Ended(
            11,
            "",
            "noetl-runtime: compatibility (rule 1, flag --compatibility): Unexpected character ('c'"
                + " (code 99)): was expecting double-quote to start property name (line 1, column"
                + " 2); correct it there\n"),
        cli().run("versions", "--check", "--compatibility", "{component: worker_pool}"));
    config("compatibility: {component: worker_pool}\n");
    assertEquals(
        "noetl-runtime: compatibility in HOME/.config/noetl/runtime.yaml holds a map where a single"
            + " value is expected; write compatibility: VALUE\n",
        cli().run("versions", "--check").err().replace(home.toString(), "HOME"));
    config("compatibility: [worker_pool]\n");
    assertEquals(
        "noetl-runtime: compatibility in HOME/.config/noetl/runtime.yaml holds a single value where"
            + " a rule is expected; write - component: KIND, requires: KIND@RANGE\n",
        cli().run("versions", "--check").err().replace(home.toString(), "HOME"));
  }

  @Test
  void doctorHasAStepForTheRules() throws IOException {
    config("compatibility:\n  - {component: worker_pool, requires: server_api@>=2.3}\n");
    Ended ended = cli().run("doctor", "p1", "--observe", "0s");
    assertEquals(
        "warning worker_pool/p1 (2.4.0) and server_api/api (2.2.0) do not fit together: version"
            + " 2.2.0, wanted >=2.3; rule: worker_pool requires server_api@>=2.3 (rule 1, file"
            + " HOME/.config/noetl/runtime.yaml)",
        step(ended));
    assertEquals(0, ended.status());
    config("compatibility:\n  - {component: worker_pool, requires: server_api@>=2}\n");
    assertEquals("ok 1 rule holds", step(cli().run("doctor")));
    config("compatibility:\n  - {component: server_api, requires: worker_pool@>=9}\n");
    cli().run("register", "p1", "--kind", "broker", "--uri", "nats://b");
    assertEquals(
        "ok 1 rule holds", step(cli().run("doctor", "p1", "--kind", "broker", "--observe", "0s")));
    assertEquals(
        "warning server_api/api (2.2.0) and worker_pool/p2 (2.2.0) do not fit together: version"
            + " 2.2.0, wanted >=9; rule: server_api requires worker_pool@>=9 (rule 1, file"
            + " HOME/.config/noetl/runtime.yaml)",
        step(cli().run("doctor", "p2", "--observe", "0s")));
    cli().run("register", "p3", "--meta", "version=2.2.0");
    assertEquals(
        "warning server_api/api (2.2.0) and worker_pool/p3 (2.2.0) do not fit together: version"
            + " 2.2.0, wanted >=9; rule: server_api requires worker_pool@>=9 (rule 1, file"
            + " HOME/.config/noetl/runtime.yaml)",
        step(cli().run("doctor", "p3", "--observe", "0s")));
    cli().run("deregister", "p3");
    config("compatibility:\n  - {component: worker_pool, requires: server_api@>=9}\n");
    assertEquals(
        "warning worker_pool/p1 (2.4.0) and server_api/api (2.2.0) do not fit together: version"
            + " 2.2.0, wanted >=9; rule: worker_pool requires server_api@>=9 (rule 1, file"
            + " HOME/.config/noetl/runtime.yaml); 1 more: noetl-runtime versions --check",
        step(cli().run("doctor")));
  }

  private String step(Ended ended) {
    return shown(ended)
        .lines()
        .filter(line -> line.startsWith("compatibility"))
        .map(line -> line.replaceAll("^compatibility +(\\S+) +\\d+ ms +", "$1 "))
        .findFirst()
        .orElse("");
  }
}
