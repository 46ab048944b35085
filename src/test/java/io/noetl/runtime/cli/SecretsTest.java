package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of components are masked unless --show-secrets is given. */
class SecretsTest {

  /** As a worker of 2026 registers itself; every secret holds this word. */
  private static final String SECRET = "hunter2";

  private static final String WORKER =
      """
      - name: w-1
        kind: broker
        uri: nats://u:hunter2@b
        capacity: 4
        labels: {env: prod, api_key: hunter2}
        capabilities: [{token: hunter2}, wasm]
        meta:
          nats_url: nats://noetl:hunter2@nats:4222
          worker_public_key: k=
          deep: [{password: hunter2}]
      """;

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void register() {
    assertEquals(0, cli().input(WORKER).run("register", "-f", "-").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list -k broker",
        "list -k broker -o wide",
        "list -k broker -o csv",
        "list -k broker -o json",
        "list -k broker -o jsonl",
        "list -k broker -o yaml",
        "list -k broker --sort-by uri -o jsonl",
        "list -k broker --json=name,runtime,uri,label:api_key,meta:nats_url,capabilities",
        "list -k broker --columns name,label:api_key,meta:nats_url,uri,capabilities",
        "list -k broker --group-by label",
        "list -k broker --group-by label:api_key -o json",
        "list -k broker --group-by uri",
        "get w-1 -k broker",
        "get w-1 -k broker -o json",
        "get w-1 -k broker -o yaml",
        "get w-1 -k broker -o csv",
        "check w-1 -k broker -o json",
        "wait w-1 -k broker --for ready -o json",
        "doctor w-1 -k broker",
        "doctor w-1 -k broker -o json",
        "export",
        "export -o json",
        "export -o jsonl",
        "set w-1 -k broker --meta password=hunter2 --dry-run",
        "register w-2 --meta nats_url=nats://u:hunter2@h --label token=hunter2 --dry-run",
        "register w-2 --meta nats_url=nats://u:hunter2@h --dry-run -o json",
        "sweep --older-than 0s --dry-run -o json",
      })
  void secretIsShownOnlyWhereItIsAskedFor(String line) {
    Ended masked = cli().run(line.split(" "));
    assertFalse(masked.out().contains(SECRET), masked.out());
    assertFalse(masked.err().contains(SECRET), masked.err());

    Ended shown = cli().run((line + " --show-secrets").split(" "));
    assertEquals(masked.status(), shown.status());
    boolean isForPeopleAlone = line.startsWith("doctor");
    assertEquals(
        !isForPeopleAlone && masked.out().contains("****"), shown.out().contains(SECRET), line);
  }

  @Test
  void onlyTheSecretIsMasked() {
    JsonObject item = TestJson.object(cli().run("list", "-k", "broker", "-o", "jsonl").out());
    assertEquals(
        "{\"type\":null,\"pid\":null,\"hostname\":null,\"nats_url\":\"nats://noetl:****@nats:4222\","
            + "\"worker_public_key\":\"k=\",\"deep\":[{\"password\":\"****\"}]}",
        Json.write(item.get("runtime")));
    assertEquals("nats://u:****@b", item.text("uri"));
    assertEquals("{\"env\":\"prod\",\"api_key\":\"****\"}", Json.write(item.get("labels")));
    assertEquals("[{\"token\":\"****\"},\"wasm\"]", Json.write(item.get("capabilities")));
  }

  @Test
  void nameThatLooksLikeASecretIsStillTheName() {
    cli().run("register", "token=abc", "--label", "token=abc");
    assertEquals("token=abc\n", cli().run("list", "-o", "name").out());
    JsonObject item = TestJson.object(cli().run("list", "-o", "jsonl").out());
    assertEquals("token=abc", item.text("name"));
    assertEquals("{\"token\":\"****\"}", Json.write(item.get("labels")));
  }

  @Test
  void selectorsMeetTheRealValues() {
    assertEquals(
        "w-1\n", cli().run("list", "-k", "broker", "-l", "api_key=hunter2", "-o", "name").out());
    assertEquals("", cli().run("list", "-k", "broker", "-l", "api_key=****", "-o", "name").out());
  }

  // watch and its log

  @Test
  void eventsOfAWatchAreMasked() throws IOException {
    Path log = home.resolve("events.jsonl");
    Map<String, Runnable> signals = new HashMap<>();
    Ended watched =
        cli()
            .time(new ScriptedTime(() -> signals.get("INT").run()))
            .signals(signals::put)
            .screen(new ScriptedScreen(100, 8))
            .run("watch", "--all-kinds", "-o", "jsonl", "--log", log.toString());
    assertTrue(watched.out().contains("nats://noetl:****@nats:4222"), watched.out());
    assertFalse(watched.out().contains(SECRET), watched.out());
    assertTrue(Files.readString(log).contains("nats://noetl:****@nats:4222"));
    assertFalse(Files.readString(log).contains(SECRET));
  }

  // -v

  @Test
  void requestsAndAnswersOnStderrAreMasked() throws IOException {
    try (NoetlServer server = new NoetlServer(Software.RUST)) {
      CommandRun cli = new CommandRun(home).with("NOETL_SERVER_URL", server.address());
      Ended registered =
          cli.input(WORKER.replace("kind: broker", "kind: worker_pool"))
              .run("register", "-f", "-", "-v", "-o", "json");
      assertEquals(0, registered.status(), registered.err());
      assertTrue(registered.err().contains("nats://noetl:****@nats:4222"), registered.err());
      assertFalse((registered.err() + registered.out()).contains(SECRET), registered.err());
      Ended listed = cli.run("list", "-v", "--show-secrets", "-o", "json");
      assertTrue(listed.out().contains(SECRET), listed.out());
      assertFalse(listed.err().contains(SECRET), listed.err());
    }
  }

  // export, apply and register

  @Test
  void exportWithMasksIsAppliedToTheSameRegistryWithoutAChange() {
    Ended exported = cli().run("export");
    assertEquals(
        "noetl-runtime: secrets of 1 component are masked: apply keeps them where the registry has"
            + " the same secrets, and refuses them elsewhere; use --show-secrets to write them\n",
        exported.err());
    assertEquals(
        new Ended(
            3,
            "NAME  KIND    RESULT     CHANGES\nw-1   broker  unchanged  -\n",
            "noetl-runtime: 1 unchanged\n"),
        cli().input(exported.out()).run("apply", "-f", "-", "--error-unchanged"));
  }

  @Test
  void changeBesideAMaskLeavesTheSecret() {
    Ended exported = cli().run("export");
    assertEquals(
        0,
        cli()
            .input(exported.out().replace("capacity: 4", "capacity: 5").replace("prod", "dev"))
            .run("apply", "-f", "-")
            .status());
    String shown = cli().run("export", "--show-secrets").out();
    assertEquals(cli().run("export", "--show-secrets").out().split(SECRET, -1).length, 6, shown);
    assertTrue(shown.contains("capacity: 5") && shown.contains("env: dev"), shown);
  }

  @Test
  void maskOfAnotherSecretIsRefusedAndNothingIsWritten() {
    String before = cli().run("export", "--show-secrets").out();
    String file = cli().run("export").out().replace("noetl:****@nats", "other:****@nats");
    assertEquals(
        new Ended(
            2,
            "NAME  KIND    RESULT  CHANGES\nw-1   broker  failed  -\n",
            "noetl-runtime: standard input:2: item 1 (w-1): meta.nats_url contains a masked value"
                + " instead of a secret; write the secret itself; export and -o json have it with"
                + " --show-secrets\n"
                + "noetl-runtime: 1 failed\n"),
        cli().input(file).run("apply", "-f", "-"));
    assertEquals(before, cli().run("export", "--show-secrets").out());
  }

  @Test
  void masksAreRefusedWhereThereIsNoSuchComponent() {
    String file = cli().run("export").out();
    CommandRun other =
        cli().with("NOETL_RUNTIME_DATABASE", "sqlite:" + home.resolve("other.db")).input(file);
    for (List<String> line : List.of(List.of("apply", "-f", "-"), List.of("register", "-f", "-"))) {
      Ended refused = other.run(line.toArray(String[]::new));
      assertEquals(2, refused.status(), refused.err());
      assertTrue(
          refused
              .err()
              .contains(
                  "uri, labels.api_key, capabilities.token, meta.nats_url, meta.deep.password"
                      + " contain masked values instead of a secret"),
          refused.err());
    }
    assertEquals("", other.run("list", "--all-kinds", "-o", "name").out());
  }

  @Test
  void exportWithItsSecretsGoesAnywhere() {
    CommandRun other =
        cli()
            .with("NOETL_RUNTIME_DATABASE", "sqlite:" + home.resolve("other.db"))
            .input(cli().run("export", "--show-secrets").out());
    assertEquals(0, other.run("apply", "-f", "-").status());
    assertEquals(
        cli().run("export", "--show-secrets").out(), other.run("export", "--show-secrets").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register x --meta nats_url=nats://u:****@h",
        "register x --label token=****",
        "heartbeat x --recreate --runtime python --uri http://u:****@h",
        "set w-1 -k broker --uri nats://u:****@b"
      })
  void maskFromTheCommandLineIsRefused(String line) {
    Ended refused = cli().run(line.split(" "));
    assertEquals(2, refused.status(), line);
    assertTrue(
        refused.err().contains("contains a masked value instead of a secret"), refused.err());
  }

  @Test
  void differencesAreMaskedAndComparedAsTheyAre() {
    String changed =
        cli().run("export", "--show-secrets").out().replace("noetl:hunter2", "noetl:hunter2b");
    Ended diff = cli().input(changed).run("apply", "-f", "-", "--diff", "--dry-run");
    assertTrue(
        diff.out().contains("-     meta.nats_url: \"nats://noetl:****@nats:4222\""), diff.out());
    assertFalse(diff.out().contains(SECRET), diff.out());
    Ended shown =
        cli().input(changed).run("apply", "-f", "-", "--diff", "--dry-run", "--show-secrets");
    assertTrue(shown.out().contains("noetl:hunter2b@"), shown.out());
    Ended json = cli().input(changed).run("apply", "-f", "-", "--dry-run", "-o", "json");
    assertTrue(json.out().contains("meta.nats_url"), json.out());
    assertFalse(json.out().contains(SECRET), json.out());
  }
}
