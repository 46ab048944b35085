package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command register. */
class RegisterCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private String sent(CommandRun world, String... arguments) {
    Ended ended = world.run(arguments);
    assertEquals("", ended.err());
    assertEquals(0, ended.status());
    assertFalse(Files.exists(home.resolve(".local")), "a dry run opens nothing");
    return ended.out();
  }

  @Test
  void everyOptionGoesIntoTheRequest() {
    assertEquals(
        """
        {"dry_run":{"method":"register","target":"sqlite:%s/r.db","headers":{},"body":{"name":"b1",\
        "kind":"server_api","runtime":"Python","uri":"http://h:1","status":"busy","capacity":10,\
        "labels":{"env":"prod","tier":"a=b"},"pid":312,"hostname":"w-7","meta":{"zone":"eu"}},\
        "curl":null}}
        """
            .formatted(home),
        sent(
            cli(),
            "register",
            " b1 ",
            "-k",
            "server-api",
            "--runtime",
            "Python",
            "--uri",
            "http://h:1",
            "--status",
            " BUSY ",
            "--capacity",
            "10",
            "--label",
            "env=prod",
            "--label",
            "tier=a=b",
            "--meta",
            "zone=eu",
            "--pid",
            "312",
            "--hostname",
            "w-7",
            "--database",
            "sqlite:" + home.resolve("r.db"),
            "--dry-run",
            "-o",
            "jsonl"));
  }

  @Test
  void workerEnvironmentFillsWhatOptionsLeaveOut() {
    assertEquals(
        """
        {"dry_run":{"method":"register","target":"sqlite:%s/.local/share/noetl/runtime.db",\
        "headers":{},"body":{"name":"pool","kind":"worker_pool","runtime":"nodejs","status":"ready",\
        "capacity":4,"labels":{"gpu":"","env":"dev"},"hostname":"pod-3"},"curl":null}}
        """
            .formatted(home),
        sent(
            cli()
                .with("NOETL_WORKER_POOL_NAME", "pool")
                .with("NOETL_WORKER_POOL_RUNTIME", "nodejs")
                .with("NOETL_WORKER_CAPACITY", "4")
                .with("NOETL_WORKER_LABELS", "gpu, env=dev")
                .with("HOSTNAME", "pod-3"),
            "register",
            "--dry-run",
            "-o",
            "jsonl"));
  }

  @Test
  void dryRunOverHttpShowsTheRequestAndTheSameWithCurlButNoToken() {
    assertEquals(
        """
        dry run, nothing was sent:
        POST http://noetl:8083/api/worker/pool/register
        Content-Type: application/json
        Accept: application/json
        User-Agent: noetl-runtime/1.2.3
        Authorization: ****
        X-Api-Key: ****
        {
          "name": "it's",
          "kind": "worker_pool",
          "status": "ready",
          "hostname": "test-host"
        }

        the same with curl:
        curl -sS -X POST 'http://noetl:8083/api/worker/pool/register' -H 'Content-Type: \
        application/json' -H 'Accept: application/json' -H "Authorization: Bearer \
        $NOETL_API_TOKEN" -H 'X-Api-Key: ****' --data '{"name":"it'\\''s","kind":"worker_pool",\
        "status":"ready","hostname":"test-host"}'
        """,
        sent(
            new CommandRun(home).with("NOETL_API_TOKEN", "s3cret"),
            "register",
            "it's",
            "--server",
            "noetl:8083/api/",
            "-H",
            "X-Api-Key: s3cret",
            "--dry-run"));
  }

  @Test
  void registrationIsOneLineForAPersonAndOneObjectForAMachine() {
    assertEquals(
        new Ended(0, "worker_pool demo: registered (runtime_id ID)\n", ""),
        cli().run("register", "demo", "--runtime", "python").masked());
    assertEquals(
        new Ended(
            0,
            """
            {
              "status": "ok",
              "name": "demo",
              "runtime_id": "ID",
              "runtime": "python",
              "kind": "worker_pool",
              "component": {
                "name": "demo",
                "kind": "worker_pool",
                "runtime_id": "ID"
              }
            }
            """,
            ""),
        cli().run("register", "demo", "--runtime", "python", "-o", "json").masked());
    assertEquals(new Ended(0, "demo\n", ""), cli().run("register", "demo", "-o", "name"));
    assertEquals(new Ended(0, "", ""), cli().run("register", "demo", "-q"));
  }

  @Test
  void registeringAgainKeepsTheId() {
    String first = cli().run("register", "demo", "-o", "json").out();
    assertEquals(first, cli().run("register", "demo", "-o", "json").out());
  }

  @Test
  void listInAFileIsRegisteredItemByItemAndReported() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("pools.yaml"),
            """
            - name: one
              runtime: python
              labels: {env: prod}
            - name: two
              capacity: -1
              pid: x
            - runtime: nameless
            - name: b1
              component_type: broker
              base_url: nats://b1
            """);
    assertEquals(
        new Ended(
            12,
            """
            NAME  RESULT      RUNTIME_ID
            one   registered  ID
            two   failed      -
            -     failed      -
            b1    registered  ID
            """,
            """
            noetl-runtime: FILE:5: item 2 (two): capacity: must be 0 to 2147483647 (got -1)
            noetl-runtime: FILE:6: item 2 (two): pid: must be a whole number of at most 64 bits (got "x")
            noetl-runtime: FILE:7: item 3: name: is missing
            """
                .replace("FILE", new Ended(0, "", file.toString()).masked().err())),
        cli().run("register", "-f", file.toString()).masked());
    assertEquals("b1\none\n", cli().run("list", "--all-kinds", "-o", "name").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"one\"}\n\n{\"name\": \"two\"}\n",
        "name: one\n---\n# nothing\n---\nname: two\n",
        "- name: one\n---\n- name: two\n",
        "{\"items\": [{\"name\": \"one\"}, {\"name\": \"two\"}], \"count\": 2}",
        "items:\n- name: one\n---\nname: two\n"
      })
  void severalComponentsMayComeAsLinesAsDocumentsOrAsAList(String text) {
    assertEquals(
        new Ended(0, "one\ntwo\n", ""), cli().input(text).run("register", "-f", "-", "-o", "name"));
    assertEquals("one\ntwo\n", cli().run("list", "-o", "name").out());
  }

  @Test
  void batchReportForMachinesHoldsTheErrorOfEachItem() {
    assertEquals(
        new Ended(
            12,
            """
            {"status":"ok","name":"one","runtime_id":"ID","runtime":null,"kind":"worker_pool",\
            "component":{"name":"one","kind":"worker_pool","runtime_id":"ID"}}
            {"name":"two","error":{"code":"invalid_request","exit":2,"message":"uri is required for \
            broker components","hint":null,"http_status":null,"retry_after_s":null}}
            """,
            "{\"time\":\"TIME\",\"warning\":\"standard input:1: item 2 (two): uri is required for"
                + " broker components\"}\n"),
        cli()
            .input("[{\"name\":\"one\"},{\"name\":\"two\",\"kind\":\"broker\"}]")
            .run("register", "-f", "-", "-o", "jsonl")
            .masked());
  }

  @Test
  void batchThatFailsAlikeEndsWithThatFailuresCode() {
    assertEquals(
        new Ended(
            7,
            "NAME  RESULT  RUNTIME_ID\none   failed  -\ntwo   failed  -\n",
            """
            noetl-runtime: item 1 (one): cannot reach http://127.0.0.1:1: connection refused
            noetl-runtime: item 2 (two): cannot reach http://127.0.0.1:1: connection refused
            """),
        new CommandRun(home)
            .input("[{\"name\":\"one\"},{\"name\":\"two\"}]")
            .run("register", "-f", "-", "-s", "http://127.0.0.1:1"));
  }

  @Test
  void oneObjectInAFileIsLikeOneOnTheCommandLine() {
    assertEquals(
        new Ended(0, "worker_pool solo: registered (runtime_id ID)\n", ""),
        cli().input("\uFEFF{\"name\": \"solo\"}").run("register", "-f", "-").masked());
    assertEquals(
        new Ended(0, "worker_pool yam: registered (runtime_id ID)\n", ""),
        cli().input("name: yam\nruntime: python\n").run("register", "-f", "-").masked());
  }

  @Test
  void controlCharactersOfARegistryNeverReachATerminal() {
    assertEquals(
        "worker_pool a\\u202eb: registered (runtime_id ID)\n",
        cli().run("register", "a\u202eb").masked().out());
  }

  @Test
  void itemThatIsNotAnObjectFailsAloneAndAnUnknownFieldIsReported() {
    assertEquals(
        new Ended(
            12,
            """
            NAME  RESULT      RUNTIME_ID
            -     failed      -
            one   registered  ID
            """,
            """
            noetl-runtime: standard input:1: item 1: it is not an object
            noetl-runtime: warning: one: a registration has no field runtim; did you mean runtime?
            """),
        cli()
            .input("[1, {\"name\": \"one\", \"runtim\": \"python\"}]")
            .run("register", "-f", "-")
            .masked());
  }

  @Test
  void dryRunOfAListShowsEachValidItem() {
    Ended ended =
        new CommandRun(home)
            .input("[{\"name\":\"one\"},{}]")
            .run("register", "-f", "-", "--dry-run", "-o", "csv");
    assertEquals(12, ended.status());
    assertEquals(
        """
        noetl-runtime: standard input:1: item 2: name: is missing
        noetl-runtime: dry run, nothing was sent: 1 request
        """,
        ended.err());
    assertEquals(
        """
        method,target,body,curl
        POST,http://localhost:8083/api/worker/pool/register,"{""name"":""one"",""kind"":\
        ""worker_pool"",""status"":""ready""}","curl -sS -X POST \
        'http://localhost:8083/api/worker/pool/register' -H 'Content-Type: application/json' -H \
        'Accept: application/json' --data '{""name"":""one"",""kind"":""worker_pool"",\
        ""status"":""ready""}'"
        """,
        ended.out());
  }
}
