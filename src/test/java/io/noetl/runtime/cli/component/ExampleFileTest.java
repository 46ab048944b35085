package io.noetl.runtime.cli.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.schema.RegistrationField;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print for other commands is taken by them. */
class ExampleFileTest {

  @TempDir private Path home;

  private String registered() {
    return CommandRun.direct(home)
        .run("list", "-A", "--columns", "name,kind,capacity,label:env", "-o", "csv")
        .out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "apply"})
  void exampleIsTaken(String command) {
    CommandRun.Ended example = new CommandRun(home).run(command, "--example");
    assertEquals(0, example.status(), example.err());
    assertTrue(example.out().startsWith("# Components for register -f and apply -f."));
    CommandRun.Ended taken = CommandRun.direct(home).input(example.out()).run(command, "-f", "-");
    assertEquals(0, taken.status(), taken.err());
    assertEquals(
        "name,kind,capacity,label:env\ndemo,worker_pool,10,prod\nevents,broker,,\n",
        registered().replace("\r", ""));
  }

  @Test
  void exampleIsComplete() {
    String example = new CommandRun(home).run("apply", "--example").out();
    for (RegistrationField field : RegistrationField.values()) {
      assertTrue(example.contains(" " + field.word() + ":"), field.word());
    }
  }

  @Test
  void dryRunInYamlIsAFileForApply() {
    CommandRun.Ended shown =
        CommandRun.direct(home)
            .run(
                "register",
                "demo",
                "--label",
                "env=prod",
                "--hostname",
                "h",
                "--dry-run",
                "-oyaml");
    assertEquals(
        new CommandRun.Ended(
            0,
            """
            name: demo
            kind: worker_pool
            status: ready
            labels:
              env: prod
            hostname: h
            """,
            ""),
        shown);
    CommandRun.Ended applied = CommandRun.direct(home).input(shown.out()).run("apply", "-f", "-");
    assertEquals(0, applied.status(), applied.err());
    assertTrue(registered().contains("demo,worker_pool,,prod"), registered());
  }

  @Test
  void dryRunShowsDependenciesAndVersionAsFields() {
    CommandRun.Ended shown =
        CommandRun.direct(home)
            .run(
                "register",
                "demo",
                "--depends-on=broker/b1@^2",
                "--component-version=2.4.0",
                "--meta=zone=a",
                "--hostname=h",
                "--dry-run",
                "-o",
                "yaml");
    assertEquals(
        new CommandRun.Ended(
            0,
            """
            name: demo
            kind: worker_pool
            status: ready
            hostname: h
            depends_on:
            - broker/b1@^2
            version: "2.4.0"
            meta:
              zone: a
            """,
            ""),
        shown);
    assertEquals(0, CommandRun.direct(home).input(shown.out()).run("apply", "-f", "-").status());
    assertEquals(
        """
        items:
        - name: demo
          kind: worker_pool
          hostname: h
          depends_on:
          - broker/b1@^2
          version: "2.4.0"
          meta:
            zone: a
        count: 1
        """,
        CommandRun.direct(home).run("export", "-o", "yaml").out());
  }

  @Test
  void dryRunOfAListInYamlIsAFileForApply() {
    String example = new CommandRun(home).run("apply", "--example").out();
    String shown =
        CommandRun.direct(home)
            .input(example)
            .run("register", "-f", "-", "--dry-run", "-o", "yaml")
            .out();
    assertEquals(0, CommandRun.direct(home).input(shown).run("apply", "-f", "-").status(), shown);
    assertTrue(registered().contains("events,broker"), registered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "yaml"})
  void exampleOfEachFormatIsTheSame(String format) {
    String example = new CommandRun(home).run("register", "--example", "-o", format).out();
    assertEquals(0, CommandRun.direct(home).input(example).run("apply", "-f", "-").status());
    assertEquals("{[#".charAt(List.of("jsonl", "json", "yaml").indexOf(format)), example.charAt(0));
    String applied = new CommandRun(home).run("apply", "--example").out();
    assertEquals(
        "noetl-runtime: 2 unchanged\n",
        CommandRun.direct(home).input(applied).run("apply", "-f", "-").err());
  }

  @Test
  void otherFormatIsRefused() {
    assertEquals(
        new CommandRun.Ended(
            2, "", "noetl-runtime: no file of components is csv; use -o yaml or -o json\n"),
        new CommandRun(home).run("register", "--example", "-o", "csv"));
  }
}
