package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal during changes of several components; the server sends it with the second change. */
class BatchInterruptTest {

  @TempDir private Path home;
  private final Map<String, Runnable> signals = new ConcurrentHashMap<>();
  private final List<String> changes = new ArrayList<>();
  private final List<Integer> halts = new ArrayList<>();
  private String signal = "INT";
  private int refused;
  private TestServer server;

  @BeforeEach
  void listen() throws IOException {
    server = TestServer.start(this::answer);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = "{\"status\":\"ok\",\"runtime_id\":\"7\"}";
    int status = 200;
    if (exchange.getRequestMethod().equals("GET") && path.contains("/runtimes")) {
      body = "{\"items\":[],\"count\":0}";
    } else if (path.endsWith("/pools")) {
      body =
          "{\"items\":[{\"name\":\"a\",\"status\":\"ready\"},{\"name\":\"b\",\"status\":\"ready\"},"
              + "{\"name\":\"c\",\"status\":\"ready\"}],\"count\":3}";
    } else if (exchange.getRequestMethod().equals("POST")) {
      changes.add(path);
      status = changes.size() == refused ? 409 : 200;
      if (changes.size() == 2) {
        signals.get(signal).run();
      }
    }
    TestServer.answer(exchange, status, body);
  }

  private Ended run(String line) {
    return new CommandRun(home)
        .with("NOETL_SERVER_URL", server.address())
        .signals(signals::put)
        .halt(halts::add)
        .input("- {name: x}\n- {name: y}\n- {name: z, kind: broker, uri: 'nats://z'}\n- {}\n")
        .run(line.split(" "));
  }

  @Test
  void resultsAndWhatIsNotDoneAreShown() {
    assertEquals(
        new Ended(
            130,
            """
            NAME  KIND         RESULT
            a     worker_pool  alive
            """,
            "noetl-runtime: interrupted: 1 of 3 done; in progress: b; not done: c\n"),
        run("heartbeat a b c"));
    assertEquals(List.of(130), halts);
    assertEquals(2, changes.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | a",
        "csv | name,kind,result,runtime_id/a,worker_pool,alive,7",
        "jsonl | {\"status\":\"ok\",\"runtime_id\":\"7\",\"component\":{\"name\":\"a\",\"kind\":"
            + "\"worker_pool\",\"runtime_id\":\"7\"},\"result\":\"alive\"}",
        "yaml | items:/- status: ok/  runtime_id: \"7\"/  component:/    name: a/    kind:"
            + " worker_pool/    runtime_id: \"7\"/  result: alive/count: 1",
      })
  void everyFormatHasTheResults(String format, String shown) {
    Ended ended = run("heartbeat a b c -o " + format);
    assertEquals(130, ended.status());
    assertEquals(shown.replace('/', '\n') + "\n", ended.out());
  }

  @Test
  void documentAndWarningAreJson() {
    Ended ended = run("heartbeat a b c -o json").masked();
    assertEquals(List.of("a"), Json.read(ended.out()).get("items").findValuesAsString("name"));
    assertEquals(
        "{\"time\":\"TIME\",\"warning\":\"interrupted: 1 of 3 done; in progress: b; not done:"
            + " c\"}\n",
        ended.err());
  }

  @Test
  void failuresAreCounted() {
    refused = 1;
    assertEquals(
        "noetl-runtime: interrupted: 0 of 3 done, 1 failed; in progress: b; not done: c",
        run("heartbeat a b c -o name --retries 0").err().lines().toList().getLast());
  }

  @Test
  void terminationIsReportedAlike() {
    signal = "TERM";
    assertEquals(
        "noetl-runtime: interrupted: 1 of 4 done; in progress: y; not done: z, item 4\n",
        run("register -f - -o name").err());
    assertEquals(List.of(143), halts);
  }

  @Test
  void declaredSetIsReportedAlike() {
    assertEquals(
        new Ended(
            130,
            """
            NAME  KIND         RESULT      CHANGES
            x     worker_pool  registered  -
            """,
            """
            noetl-runtime: 1 registered
            noetl-runtime: interrupted: 1 of 4 done; in progress: worker_pool y; not done: broker \
            z, item 4
            """),
        run("apply -f -"));
  }
}
