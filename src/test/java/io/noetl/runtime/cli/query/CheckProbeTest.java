package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option --probe of check. */
class CheckProbeTest {

  @TempDir private Path home;
  private TestServer component;

  @BeforeEach
  void start() throws IOException {
    component =
        TestServer.start(exchange -> {
          boolean isUp = exchange.getRequestURI().getPath().equals("/health");
          TestServer.answer(exchange, isUp ? 200 : 503, "");
        });
    register("up", "");
    register("down", ", meta: {health_path: /other}");
    assertEquals(0, cli().run("register", "none").status());
  }

  @AfterEach
  void stop() {
    component.close();
  }

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private void register(String name, String more) {
    Ended registered =
        cli()
            .input(
                "{name: %s, kind: worker_pool, uri: \"%s\"%s}"
                    .formatted(name, component.address(), more))
            .run("register", "-f", "-");
    assertEquals(0, registered.status(), registered.err());
  }

  private Ended check(String... line) {
    return cli().run(line).masked();
  }

  @Test
  void componentThatAnswersPasses() {
    assertEquals(
        new Ended(
            0,
            "worker_pool up: ready, last heartbeat 0s ago, probe: GET /health answers 200\n",
            ""),
        check("check", "up", "--probe", "--probe-allow", "10.0.0.0/8,127.0.0.0/8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "down | 127.0.0.1 | GET /other answers 503 | is not reachable",
        "up | 10.0.0.0/8 | host 127.0.0.1 is not allowed by --probe-allow | was not probed",
        "none | 127.0.0.1 | it has no URI | was not probed",
      })
  void componentThatDoesNotAnswerFails(String name, String allow, String words, String problem) {
    assertEquals(
        new Ended(
            1,
            "worker_pool " + name + ": ready, last heartbeat 0s ago, probe: " + words + "\n",
            "noetl-runtime: " + name + " " + problem + ": " + words + "\n"),
        check("check", name, "--probe", "--probe-allow", allow));
    assertEquals(0, check("check", name).status(), "without the option nobody is asked");
  }

  @Test
  void severalHaveAColumn() {
    Ended ended =
        check("check", "up", "down", "none", "--probe", "--probe-allow", "127.0.0.1", "-o", "csv");
    assertEquals(12, ended.status());
    assertEquals(
        "down false, none , up true",
        String.join(
            ", ",
            ended
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(",")[0] + " " + line.substring(line.lastIndexOf(',') + 1))
                .sorted()
                .toList()));
    assertEquals(
        "{\"reachable\":false,\"probe\":\"GET /other answers 503\"}",
        TestJson.object(
                check("check", "down", "--probe", "--probe-allow", "127.0.0.1", "-o", "jsonl")
                    .out())
            .object("computed")
            .toString()
            .replaceAll("[{].*(\"reachable\":[a-z]*).*(\"probe\":\"[^\"]*\").*[}]", "{$1,$2}"));
    assertEquals(
        "ready",
        TestJson.object(cli().run("get", "down", "-o", "json").out()).text("status"),
        "the status stays");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--probe | --probe needs --probe-allow; name the networks or hosts that it may connect to,"
            + " such as --probe-allow 10.0.0.0/8",
        "--probe-allow h | --probe-allow has no effect without --probe; add --probe",
        "--probe --probe-allow 10.0.0.0/33 | --probe-allow is 10.0.0.0/33; use a network such as"
            + " 10.0.0.0/8, an address or a host name",
      })
  void wrongUseIsTold(String options, String sentence) {
    String[] line = ("check up " + options).split(" ");
    assertEquals(new Ended(2, "", "noetl-runtime: " + sentence + "\n"), cli().run(line));
  }
}
