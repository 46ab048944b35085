package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeServiceTest {

  private static final Instant NOW = Instant.parse("2026-11-23T18:07:20.933Z");

  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void nameDatabase() {
    database = new TestDatabase(folder.resolve("runtime.db"));
  }

  // Rows as other programs see them

  @Test
  void rowHoldsRuntimeAndLabelsAsNoetlDoes() throws SQLException {
    register(
        """
        {'name':'p','runtime':'python','uri':'http://h:1','status':'ready','capacity':10,
         'labels':{'env':'prod','n':1},'pid':12345,'hostname':'node-1','meta':{'zone':'a'}}
        """);

    assertEquals(
        List.of(
            "p|worker_pool|http://h:1|ready|10|{\"env\":\"prod\",\"n\":1}|null|"
                + "{\"type\":\"python\",\"pid\":12345,\"hostname\":\"node-1\",\"zone\":\"a\"}"),
        rows());
  }

  @Test
  void rowOfABareNameHasNulls() throws SQLException {
    register("{'name':'p'}");

    assertEquals(
        List.of(
            "p|worker_pool|null|ready|null|null|null|"
                + "{\"type\":null,\"pid\":null,\"hostname\":null}"),
        rows());
  }

  @Test
  void metaOverridesOtherFieldsOfTheRuntimeColumn() throws SQLException {
    register(
        """
        {'name':'p','runtime':'python','pid':1,'meta':{'type':'evil','x':[1,null],'pid':99}}
        """);

    assertEquals(
        List.of("{\"type\":\"evil\",\"pid\":99,\"hostname\":null,\"x\":[1,null]}"),
        database.rows("SELECT runtime FROM runtime"));
  }

  @Test
  void timesAreIsoTextInUtcWithMicroseconds() throws SQLException {
    register("{'name':'p'}");

    String[] times =
        database
            .rows("SELECT heartbeat, created_at, updated_at FROM runtime")
            .getFirst()
            .split("\\|");
    for (String time : times) {
      assertTrue(
          time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}000\\+00:00"), time);
      assertEquals(times[0], time);
    }
  }

  @Test
  void malformedRowsDoNotHideOthers() throws SQLException {
    register("{'name':'plain','labels':{'env':'prod'}}");
    database.execute(
        insert(1, "'line\nbreak'", "'{\"env\":'", "'not json'", "'yesterday'"),
        insert(2, "''", "'[\"a\",\"b\"]'", "'\"text\"'", "''"),
        insert(3, "'nulls'", "NULL", "NULL", "'2026-11-23 18:07:20'"),
        insert(4, "'z\u009b31m'", "'7'", "'[]'", "'2026-11-23T19:07:20+01:00'"));

    try (RuntimeService service = database.service()) {
      List<RuntimeComponentInfo> items = service.list(Requests.EVERYTHING).items();

      assertEquals(
          List.of(
              "|[\"a\",\"b\"]|\"text\"|null",
              "line\nbreak|\"{\\\"env\\\":\"|\"not json\"|null",
              "nulls|null|null|2026-11-23T18:07:20Z",
              "plain|{\"env\":\"prod\"}|{\"type\":null,\"pid\":null,\"hostname\":null}|fresh",
              "z\u009b31m|7|[]|2026-11-23T18:07:20Z"),
          items.stream().map(RuntimeServiceTest::odd).toList());
    }
  }

  @Test
  void largestIdIsReadExactly() throws SQLException {
    register("{'name':'p'}");
    database.execute("UPDATE runtime SET runtime_id = " + Long.MAX_VALUE);

    try (RuntimeService service = database.service()) {
      assertEquals(
          "9223372036854775807", service.list(Requests.EVERYTHING).items().getFirst().runtimeId());
      assertEquals("9223372036854775807", service.register(Requests.pool("p")).runtimeId());
    }
  }

  // Ids

  @Test
  void idComesFromTheSnowflake() {
    try (RuntimeService service = colliding()) {
      assertEquals(id(0), service.register(Requests.pool("p")).runtimeId());
      assertEquals(id(1), service.register(Requests.pool("q")).runtimeId());
    }
  }

  @Test
  void takenIdIsReplaced() throws SQLException {
    try (RuntimeService first = colliding();
        RuntimeService second = colliding()) {
      first.register(Requests.pool("a"));
      first.register(Requests.pool("b"));

      assertEquals(id(2), second.register(Requests.pool("c")).runtimeId());
    }
    assertEquals(
        List.of("a|" + id(0), "b|" + id(1), "c|" + id(2)),
        database.rows("SELECT name, runtime_id FROM runtime ORDER BY name"));
  }

  @Test
  void registeringAgainWithACollidingIdKeepsBothRows() throws SQLException {
    try (RuntimeService first = colliding();
        RuntimeService second = colliding();
        RuntimeService third = colliding()) {
      first.register(Requests.pool("a"));
      first.register(Requests.pool("b"));

      // The new id is that of row a, while kind and name are those of row b.
      assertEquals(
          id(1), second.register(Requests.registration("{'name':'b','capacity':2}")).runtimeId());
      // The new id is that of the very row.
      assertEquals(
          id(0), third.register(Requests.registration("{'name':'a','capacity':1}")).runtimeId());
    }
    assertEquals(
        List.of("a|" + id(0) + "|1", "b|" + id(1) + "|2"),
        database.rows("SELECT name, runtime_id, capacity FROM runtime ORDER BY name"));
  }

  @Test
  void eightCollisionsInARowAreAFault() throws SQLException {
    try (RuntimeService first = colliding();
        RuntimeService second = colliding()) {
      for (int i = 0; i < 8; i++) {
        first.register(Requests.pool("p" + i));
      }

      Unavailable fault =
          assertThrows(Unavailable.class, () -> second.register(Requests.pool("q")));

      assertEquals("no free runtime_id for q after 8 tries", fault.getMessage());
    }
    assertEquals(List.of("8"), database.rows("SELECT count(*) FROM runtime"));
  }

  // Options

  @Test
  void heartbeatDoesNotRecreateIfDisabled() {
    RuntimeHeartbeatRequest request =
        new RuntimeHeartbeatRequest(
            "p",
            RuntimeKind.WORKER_POOL,
            TestJson.object("{\"name\":\"p\",\"runtime\":\"python\"}"));
    DirectOptions options =
        new DirectOptions(
            "sqlite:" + database.file(),
            Duration.ofSeconds(10),
            false,
            TestDatabase.chance(),
            statement -> {});

    try (RuntimeService service = RuntimeService.open(options)) {
      assertThrows(UnknownComponent.class, () -> service.heartbeat(request));
      assertEquals(List.of(), service.list(Requests.EVERYTHING).items());
    }
  }

  @Test
  void traceShowsEachStatement() {
    List<String> trace = new ArrayList<>();
    try (RuntimeService service =
        database.service(Duration.ofSeconds(10), TestDatabase.chance(), trace::add)) {
      service.register(Requests.pool("p"));
      service.heartbeat(Requests.beat("p"));
      service.deregister(new RuntimeDeregistrationRequest("p", RuntimeKind.WORKER_POOL));
      service.list(Requests.EVERYTHING);
    }

    assertEquals(
        List.of(
            "INSERT INTO noetl.runtime AS held",
            "UPDATE noetl.runtime",
            "UPDATE noetl.runtime",
            "SELECT runtime_id, name, kind"),
        trace.stream().map(sql -> sql.split("\\n|, CASE")[0]).toList());
    // An empty object is JSON and no placeholder.
    assertTrue(
        trace.stream().noneMatch(sql -> sql.replace("{}", "").contains("{")), trace.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:/data/runtime.db, /data/runtime.db",
    "sqlite:///data/runtime.db, /data/runtime.db",
    "sqlite:/data/../x/./runtime.db, /x/runtime.db",
    "sqlite:/data/with blank?x=1#y.db, /data/with blank?x=1#y.db"
  })
  void pathOfTheUrlIsTheFile(String url, String file) {
    assertEquals("sqlite:" + file, target(url));
  }

  @Test
  void relativePathIsBelowTheWorkingDirectory() {
    assertEquals("sqlite:" + Path.of("a/b.db").toAbsolutePath(), target("sqlite:a/b.db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sqlite",
        "sqlite:",
        "sqlite::memory:",
        "sqlite:a\0b",
        "mysql://h/db",
        "/data/x.db",
        "SQLITE:/data/x.db"
      })
  void urlOfNoSqliteFileIsRefused(String url) {
    InvalidRequest invalid = assertThrows(InvalidRequest.class, () -> target(url));

    assertEquals(
        "database: Input should be sqlite:PATH or postgresql://host/database (got "
            + Json.write(url)
            + ")",
        invalid.getMessage());
  }

  @Test
  void previewNamesOperationAndDatabase() {
    RuntimeRequest register = Requests.registration("{'name':'p','capacity':2}");
    RuntimeRequest heartbeat = Requests.beat("p");
    RuntimeRequest deregister = new RuntimeDeregistrationRequest("p", RuntimeKind.BROKER);

    assertEquals(preview("register", register), preview(register));
    assertEquals(preview("heartbeat", heartbeat), preview(heartbeat));
    assertEquals(preview("deregister", deregister), preview(deregister));
  }

  private RequestPreview preview(String operation, RuntimeRequest request) {
    return new RequestPreview(
        operation, "sqlite:" + database.file(), Map.of(), request.toJson(), null);
  }

  private RequestPreview preview(RuntimeRequest request) {
    try (RuntimeService service = database.service()) {
      return service.preview(request);
    }
  }

  private static String target(String url) {
    DirectOptions options =
        new DirectOptions(url, Duration.ofSeconds(1), true, TestDatabase.chance(), statement -> {});
    try (RuntimeService service = RuntimeService.open(options)) {
      return service.preview(Requests.pool("p")).target();
    }
  }

  private void register(String json) {
    try (RuntimeService service = database.service()) {
      service.register(Requests.registration(json));
    }
  }

  /** A service whose ids are those of every other one made by this method. */
  private RuntimeService colliding() {
    Snowflake ids =
        Snowflake.ofNode(new MovableClock(NOW), Snowflake.NOETL_EPOCH_MILLIS, 3, () -> 0);
    return database.service(Duration.ofSeconds(10), ids, statement -> {});
  }

  /** The id of {@link #colliding} services with a sequence number. */
  private static String id(int sequence) {
    long millis = NOW.toEpochMilli() - Snowflake.NOETL_EPOCH_MILLIS;
    return Long.toString(millis << 22 | 3L << 12 | sequence);
  }

  private List<String> rows() throws SQLException {
    return database.rows(
        """
        SELECT name, kind, uri, status, capacity, labels, capabilities, runtime FROM runtime
        """);
  }

  private static String insert(
      int id, String name, String labels, String runtime, String heartbeat) {
    return "INSERT INTO runtime (runtime_id, name, kind, status, labels, runtime, heartbeat)"
        + " VALUES (%d, %s, 'worker_pool', 'ready', %s, %s, %s)"
            .formatted(id, name, labels, runtime, heartbeat);
  }

  private static String odd(RuntimeComponentInfo item) {
    Instant beat = item.heartbeat();
    boolean fresh = beat != null && beat.isAfter(Instant.parse("2026-11-23T18:07:20Z"));
    return String.join(
        "|",
        item.name(),
        Json.write(item.json().get("labels")),
        Json.write(item.json().get("runtime")),
        fresh ? "fresh" : String.valueOf(beat));
  }
}
