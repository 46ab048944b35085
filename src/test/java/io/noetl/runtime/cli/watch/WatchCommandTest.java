package io.noetl.runtime.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command watch. */
class WatchCommandTest {

  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

  @TempDir private Path home;
  private final Map<String, Runnable> signals = new HashMap<>();
  private final ScriptedScreen screen = new ScriptedScreen(100, 8);

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  /** A watch during whose first, second … wait something happens; SIGINT comes in the last. */
  private CommandRun watch(Runnable... happenings) {
    Runnable[] all = new Runnable[happenings.length + 1];
    System.arraycopy(happenings, 0, all, 0, happenings.length);
    all[happenings.length] = () -> signals.get("INT").run();
    return cli().time(new ScriptedTime(all)).signals(signals::put).screen(screen);
  }

  private void silence(String name) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE runtime SET heartbeat = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now',"
              + " '-600 seconds') WHERE name = '"
              + name
              + "'");
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void quietWatchNeedsALog() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --quiet leaves nothing to watch without --log; add watch --log FILE, or"
                + " leave -q out\n"),
        cli().run("watch", "-q"));
    assertEquals(2, cli().run("list", "--watch", "-q").status());
  }

  @Test
  void pipeGetsAnEventALine() {
    cli().run("register", "a");
    Ended ended =
        watch(
                () -> cli().run("register", "b c", "--status", "busy"),
                () -> silence("a"),
                () -> cli().run("heartbeat", "a"),
                () -> cli().run("set", "a", "--capacity", "3"),
                () -> cli().run("heartbeat", "a"),
                () -> cli().run("deregister", "a"))
            .run("watch", "--interval", "1s");
    assertEquals(
        new Ended(
            0,
            """
            TIME added worker_pool a ready
            TIME added worker_pool b c busy
            TIME stale worker_pool a stale was ready
            TIME changed worker_pool a ready was stale
            TIME changed worker_pool a ready
            TIME changed worker_pool a offline was ready
            """,
            ""),
        ended.masked());
  }

  /** Workers of 2026 register every 15 s, each time with a new start. */
  @Test
  void differenceInTimesAloneIsNoEvent() {
    Runnable beat = () -> registerStarted("2026-07-07T12:00:15.123456+00:00", "w-1");
    registerStarted("2026-07-07T12:00:00.000001+00:00", "w-1");
    Ended ended =
        watch(
                beat,
                () -> registerStarted("yesterday", "w-1"),
                () -> registerStarted("2026-07-07T12:00:30.123456+00:00", "w-1"),
                () -> registerStarted("2026-07-07T12:00:45", "w-1"),
                () -> registerStarted("2026-07-07T12:01:00", "w-2"))
            .run("watch", "--interval", "1s");
    assertEquals(
        """
        TIME added worker_pool a ready
        TIME changed worker_pool a ready
        TIME changed worker_pool a ready
        TIME changed worker_pool a ready
        """,
        ended.masked().out());
  }

  @Test
  void metricsAreNoEvent() {
    cli().run("register", "a");
    Ended ended =
        watch(
                () -> cli().run("heartbeat", "a", "--metric", "active=1"),
                () -> cli().run("heartbeat", "a", "--metric", "active=2", "--metric", "queue=5"),
                () -> cli().run("set", "a", "--meta", "zone=a"))
            .run("watch", "--interval", "1s");
    assertEquals(
        """
        TIME added worker_pool a ready
        TIME changed worker_pool a ready
        """,
        ended.masked().out());
  }

  private void registerStarted(String started, String host) {
    cli().run("register", "a", "--hostname", host, "--meta", "started_at=" + started);
  }

  @Test
  void linesOfJsonHoldTheComponent() {
    cli().run("register", "a");
    assertEquals(
        """
        {"time":"TIME","event":"added","kind":"worker_pool","name":"a","status":"ready","was":null,\
        "component":{"name":"a","kind":"worker_pool","runtime_id":"ID","status":"ready","runtime":{\
        "type":null,"pid":null,"hostname":"test-host"},"uri":null,"capacity":null,"labels":null,"capabilities":null,\
        "heartbeat":"TIME","created_at":"TIME","updated_at":"TIME","computed":{"heartbeat_age_s":0,\
        "stale":false,"dead":false,"expires_in_s":60,"effective_status":"ready"}}}
        """,
        watch().run("list", "--watch=1s", "-o", "jsonl").masked().out());
  }

  @Test
  void whatLeavesTheFilterIsRemoved() {
    cli().run("register", "a", "--label", "env=prod");
    assertEquals(
        """
        TIME added worker_pool a ready
        TIME removed worker_pool a gone was ready
        """,
        watch(() -> cli().run("set", "a", "--label", "env=dev"))
            .run("list", "--watch=1s", "-l", "env=prod")
            .masked()
            .out());
  }

  @Test
  void intervalIsWaitedInGlances() {
    cli().run("init");
    ScriptedTime time = new ScriptedTime(() -> {}, () -> {}, () -> signals.get("TERM").run());
    cli().time(time).signals(signals::put).screen(screen).run("watch", "--interval", "2500ms");
    assertEquals("[PT1S, PT1S, PT0.5S]", time.waits().toString());
  }

  @Test
  void closedPipeEndsWithItsCode() {
    cli().run("init");
    CommandRun world = cli().time(new ScriptedTime(screen::close)).signals(signals::put);
    assertEquals(new Ended(141, "", ""), world.screen(screen).run("watch", "--interval", "1s"));
  }

  @Test
  void outageIsAnEventAndItsEndAnother() throws IOException {
    AtomicReference<HttpServer> server = new AtomicReference<>(server(0));
    int port = server.get().getAddress().getPort();
    try {
      Ended ended =
          new CommandRun(home)
              .time(
                  new ScriptedTime(
                      () -> server.get().stop(0),
                      () -> {},
                      () -> {},
                      () -> server.set(server(port)),
                      () -> signals.get("INT").run()))
              .signals(signals::put)
              .screen(screen)
              .run(
                  ("watch --retries 0 --interval 1s --server http://127.0.0.1:" + port).split(" "));
      // By the time that passed for the watch, whatever the clocks on the wall show.
      assertEquals(
          new Ended(
              0,
              """
              TIME added worker_pool a ready
              TIME unreachable - - - cannot reach http://127.0.0.1:PORT: connection refused
              TIME reachable - - - again after 3s
              """
                  .replace("PORT", "" + port),
              ""),
          new Ended(ended.status(), ended.out().replaceAll("\\S+T\\d\\S+Z", "TIME"), ended.err()));
    } finally {
      server.get().stop(0);
    }
  }

  /** A server with one component. */
  private static HttpServer server(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] body =
                "{'items':[{'name':'a','kind':'worker_pool','status':'ready','heartbeat':'NOW'}]}"
                    .replace('\'', '"')
                    .replace("NOW", Instant.now().toString())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  @Test
  void logGetsTheEventsAndQuietLeavesThePipeAlone() throws IOException {
    cli().run("register", "a");
    Path log = home.resolve("night.jsonl");
    Files.writeString(log, "{\"event\":\"added\",\"time\":\"2026-11-24T10:00:00Z\"}\n");
    assertEquals(
        new Ended(0, "", ""),
        watch(() -> cli().run("deregister", "a"))
            .run("watch", "-q", "--interval", "1s", "--log", log.toString()));
    List<String> lines = Files.readAllLines(log);
    assertEquals(
        List.of(
            "2026-11-24T10:00:00Z",
            "added worker_pool a ready null",
            "changed worker_pool a offline ready"),
        List.of(
            TestJson.read(lines.getFirst()).get("time").stringValue(),
            event(lines.get(1)),
            event(lines.getLast())));
    assertEquals(3, lines.size());
  }

  @Test
  void unwritableLogIsReportedAtOnce() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: cannot write the log /no/such: directory /no does not exist; name a new"
                + " file, or an earlier log\n"),
        watch().run("watch", "--log", "/no/such"));
  }

  @Test
  void logIsAddedToNothingButALog() throws Exception {
    Path settings = Files.writeString(home.resolve("settings.yaml"), "a: 1\n");
    Path json = Files.writeString(home.resolve("settings.json"), "{\"a\": 1, \"time\": \"x\"}\n");
    Path link = Files.createSymbolicLink(home.resolve("link"), settings);
    Path fifo = home.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());

    assertRefusedLog(settings, "the file is not a log of watch");
    assertRefusedLog(json, "the file is not a log of watch");
    assertRefusedLog(link, "the file is not a log of watch");
    assertRefusedLog(fifo, "it is a FIFO");
    assertRefusedLog(home, "it is a directory");
    assertRefusedLog(Path.of("/dev/null"), "it is a device");

    assertEquals("a: 1\n", Files.readString(settings));
  }

  private void assertRefusedLog(Path log, String reason) {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: cannot write the log "
                + log
                + ": "
                + reason
                + "; name a new file, or an earlier log\n"),
        watch().run("watch", "-q", "--log", log.toString()));
  }

  @Test
  void logBehindALinkContinuesAfterAnIncompleteLine() throws IOException {
    cli().run("register", "a");
    Path log = Files.writeString(home.resolve("night.jsonl"), "{\"time\":\"2026");
    Path link = Files.createSymbolicLink(home.resolve("current.jsonl"), log);

    assertEquals(
        0, watch().run("watch", "-q", "--interval", "1s", "--log", link.toString()).status());

    assertTrue(Files.isSymbolicLink(link));
    List<String> lines = Files.readAllLines(log);
    assertEquals("{\"time\":\"2026", lines.getFirst());
    assertEquals("added worker_pool a ready null", event(lines.get(1)));
    assertEquals(2, lines.size());
  }

  /** Event, kind, name, status and previous status of a line of a log. */
  private static String event(String line) {
    JsonObject event = Json.readObject(line);
    return Stream.of("event", "kind", "name", "status", "was")
        .map(event::text)
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  @Test
  void screenIsDrawnInPlaceAndRestored() {
    cli().run("register", "a");
    cli().run("register", "b");
    String out =
        watch(() -> silence("b"))
            .onTerminal()
            .with("TERM", "xterm")
            .with("NO_COLOR", "1")
            .run("list", "--watch=1s", "--columns", "name,status")
            .masked()
            .out();
    assertEquals(
        ENTER
            + frame(
                "2 components, 2 ready at TIME, every 0s, Ctrl-C ends",
                "",
                "NAME  STATUS  CHANGE",
                "a     ready   -",
                "b     ready   -")
            + frame(
                "2 components, 1 ready, 1 stale at TIME, every 0s, Ctrl-C ends",
                "",
                "NAME  STATUS  CHANGE",
                "b     stale   was ready, 0s ago",
                "a     ready   -")
            + LEAVE,
        out);
  }

  @Test
  void suspensionLeavesTheScreenAndDrawsItAnew() {
    cli().run("register", "a");
    String out =
        watch(
                () -> signals.get("TSTP").run(),
                () -> signals.get("WINCH").run(),
                () -> signals.get("CONT").run())
            .onTerminal()
            .with("TERM", "xterm")
            .with("NO_COLOR", "1")
            .run("watch", "--interval", "1h", "--columns", "name,status")
            .masked()
            .out();
    String frame =
        frame(
            "1 component, 1 ready at TIME, every 1h00m, Ctrl-C ends",
            "",
            "NAME  STATUS  CHANGE",
            "a     ready   -");
    assertEquals(ENTER + frame + LEAVE + ENTER + frame + LEAVE, out);
    assertEquals(1, screen.suspensions());
  }

  @Test
  void nothingIsDrawnInTheBackground() {
    cli().run("register", "a");
    String out =
        watch(
                () -> signals.get("TSTP").run(),
                () -> screen.moveToBackground(true),
                () -> signals.get("CONT").run(),
                () -> signals.get("WINCH").run(),
                () -> {},
                () -> screen.moveToBackground(false),
                () -> screen.moveToBackground(true))
            .onTerminal()
            .with("TERM", "xterm")
            .with("NO_COLOR", "1")
            .run("watch", "--interval", "1h", "--columns", "name,status")
            .masked()
            .out();
    String frame =
        frame(
            "1 component, 1 ready at TIME, every 1h00m, Ctrl-C ends",
            "",
            "NAME  STATUS  CHANGE",
            "a     ready   -");
    assertEquals(ENTER + frame + LEAVE + ENTER + frame + LEAVE, out);
  }

  @Test
  void whatIsStartedInTheBackgroundWaitsForItsScreen() {
    cli().run("register", "a");
    screen.moveToBackground(true);
    String out =
        watch(() -> {}, () -> screen.moveToBackground(false), () -> {})
            .onTerminal()
            .with("TERM", "xterm")
            .with("NO_COLOR", "1")
            .run("watch", "--interval", "1h", "--columns", "name,status")
            .masked()
            .out();
    assertTrue(out.startsWith(ENTER + "\u001b[H1 component, 1 ready at TIME"), out);
  }

  private static String frame(String... lines) {
    return "\u001b[H" + String.join("\u001b[K\r\n", lines) + "\u001b[K\u001b[J";
  }

  @Test
  void resizeDrawsAtOnceAsMuchAsThereIsRoomFor() {
    for (String name : List.of("a", "b", "c", "d")) {
      cli().run("register", name);
    }
    String out =
        watch(
                () -> {
                  screen.resize(12, 5);
                  signals.get("WINCH").run();
                })
            .onTerminal()
            .with("TERM", "xterm")
            .with("NO_COLOR", "1")
            .run("watch", "--interval", "1h", "--columns", "name,status")
            .masked()
            .out();
    assertEquals(
        frame("4 components, 4 ready", "", "NAME  STATUS", "a     ready", "1 to 1 of 4") + LEAVE,
        out.substring(out.lastIndexOf("\u001b[H")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "71 | 1 component, 1 ready at TIME, every 1h00m, Ctrl-C ends",
        "70 | 1 component, 1 ready at TIME-OF-DAY, every 1h00m, Ctrl-C ends",
        "60 | 1 component, 1 ready at TIME-OF-DAY, every 1h00m, Ctrl-C ends",
        "59 | 1 component, 1 ready at TIME-OF-DAY, Ctrl-C ends",
        "45 | 1 component, 1 ready at TIME-OF-DAY",
        "32 | 1 component, 1 ready"
      })
  void titleSaysWhatThereIsRoomFor(int columns, String title) {
    cli().run("register", "a");
    screen.resize(columns, 8);
    String out =
        watch()
            .onTerminal()
            .with("TERM", "xterm")
            .run("watch", "--interval", "1h", "--columns", "name")
            .masked()
            .out()
            .replaceAll("\\d\\d:\\d\\d:\\d\\dZ", "TIME-OF-DAY");
    assertTrue(out.startsWith(ENTER + "\u001b[H" + title + "\u001b[K\r\n"), out);
  }

  @Test
  void whatWentIsShownForAWhileAndOutagesAreInColour() {
    cli().run("register", "a", "--label", "x=1");
    String out =
        watch(() -> cli().run("set", "a", "--label", "x=2"))
            .onTerminal()
            .with("TERM", "xterm")
            .run("watch", "--interval", "1s", "--columns", "name,status", "-l", "x=1")
            .masked()
            .out();
    assertTrue(out.contains("a     gone    \u001b[36mwas ready, 0s ago\u001b[m"), out);
    String lost =
        watch(() -> {})
            .onTerminal()
            .with("TERM", "xterm")
            .run("watch", "--server", "http://127.0.0.1:1", "--retries", "0")
            .out()
            .replaceAll("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME");
    assertTrue(
        lost.contains(
            "asking the registry\u001b[K\r\n\u001b[31mUNREACHABLE since TIME: cannot"
                + " reach http://127.0.0.1:1: connection refused\u001b[m"),
        lost);
  }

  @Test
  void dumbTerminalGetsLines() {
    cli().run("register", "a");
    String out = watch().onTerminal().with("TERM", "dumb").run("watch").masked().out();
    assertEquals("TIME added worker_pool a ready\n", out);
  }

  @Test
  void whatHasNoEndIsRefused() {
    for (String format : List.of("json", "yaml", "csv", "name")) {
      Ended ended = watch().run("watch", "-o", format);
      assertEquals(2, ended.status(), format);
      assertFalse(ended.err().isEmpty());
    }
    assertEquals(
        "noetl-runtime: --watch cannot be used with summaries, --json or --fail-empty; remove"
            + " --watch or the others\n",
        watch().run("list", "--watch", "--count").err());
    assertEquals(2, watch().run("watch", "--interval", "soon").status());
  }

  /** Only until the registry has answered once: components may change their statuses later. */
  @Test
  void unknownStatusIsRefused() {
    cli().run("register", "a", "--status", "warming");
    Ended refused =
        new Ended(
            2,
            "",
            "noetl-runtime: --status: no component has the status redy; use one of ready, active,"
                + " busy, draining, stale, offline, dead\n");
    assertEquals(refused, watch().run("watch", "--status", "redy"));
    assertEquals(refused, watch().run("list", "--watch", "--status", "ready,redy"));
    assertEquals(
        "TIME added worker_pool a warming\nTIME removed worker_pool a gone was warming\n",
        watch(() -> cli().run("set", "a", "--status", "busy"))
            .run("watch", "--status", "warming", "--interval", "1s")
            .masked()
            .out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "90 | UNREACHABLE since TIMEZ: cannot reach http://127.0.0.1:1: connection refused",
        "70 | UNREACHABLE: cannot reach http://127.0.0.1:1: connection refused",
        "40 | UNREACHABLE: cannot reach http://127.0…",
        "30 | UNREACHABLE: cannot reach ht…",
      })
  void outageFitsTheTerminal(int columns, String line) {
    String lost =
        cli()
            .time(new ScriptedTime(() -> signals.get("INT").run()))
            .signals(signals::put)
            .screen(new ScriptedScreen(columns, 8))
            .onTerminal()
            .with("TERM", "xterm")
            .run("watch", "--server", "http://127.0.0.1:1", "--retries", "0")
            .out()
            .replaceAll("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIMEZ");
    assertTrue(lost.contains("\u001b[31m" + line + "\u001b[m"), lost);
  }
}
