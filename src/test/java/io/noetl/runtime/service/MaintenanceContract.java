package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RegistryServer.Software;
import io.noetl.runtime.schema.RuntimeApiException.Conflict;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.maintenance.ComponentCount;
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The operations of direct mode, on either engine. */
abstract class MaintenanceContract extends OwnershipContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private RuntimeService service;

  @BeforeEach
  void openService() throws Exception {
    service = open();
  }

  @AfterEach
  void closeService() {
    service.close();
  }

  private void row(String kind, String name, String status, int silentSeconds) throws Exception {
    service.register(
        Requests.registration(
            "{'name':'"
                + name
                + "','kind':'"
                + kind
                + "','uri':'u','labels':{'n':'"
                + name
                + "'}}"));
    execute(
        "UPDATE noetl.runtime SET status = '"
            + status
            + "', heartbeat = {ago:"
            + silentSeconds
            + "} WHERE kind = '"
            + kind
            + "' AND name = '"
            + name
            + "'");
  }

  private void rows() throws Exception {
    row("worker_pool", "alive", "ready", 5);
    row("worker_pool", "silent", "busy", 65);
    row("worker_pool", "gone", "offline", 4000);
    row("worker_pool", "going", "offline", 30);
    row("broker", "silent", "ready", 4000);
    row("broker", "gone", "offline", 8000);
    row("server_api", "lease", "ready", 9000);
    row("server_api", "old-lease", "offline", 9000);
    execute(
        "UPDATE noetl.runtime SET labels = '[\"a\"]', runtime = '{\"type\":\"server_control\"}'"
            + " WHERE name LIKE '%lease'");
  }

  private static List<String> names(RuntimeListResponse listed) {
    return listed.items().stream()
        .map(item -> item.kind() + " " + item.name() + " " + item.status())
        .sorted()
        .toList();
  }

  private List<String> all() {
    return names(service.list(Requests.EVERYTHING));
  }

  @Test
  void aliveComponentsAreThoseNotOfflineExceptLeases() throws Exception {
    assertEquals(0, service.countAlive());

    rows();

    assertEquals(3, service.countAlive());
  }

  @Test
  void freshLeaseShowsThatANoetlServerUsesTheTable() throws Exception {
    rows();
    assertEquals(RegistryServer.of(Software.DIRECT), service.server());
    row("server_api", "young-lease", "ready", 290);
    execute(
        "UPDATE noetl.runtime SET labels = '[\"a\"]',"
            + " runtime = '{\"type\":\"server_control\",\"lease_seconds\":30}'"
            + " WHERE name = 'young-lease'");

    assertEquals(new RegistryServer(Software.DIRECT, true), service.server());
    assertEquals(false, service.server().heartbeatKeepsStatus());

    execute("UPDATE noetl.runtime SET heartbeat = {ago:310} WHERE name = 'young-lease'");
    assertEquals(RegistryServer.of(Software.DIRECT), service.server());
  }

  @Test
  void countsMatchTheListWithoutLeases() throws Exception {
    assertEquals(List.of(), service.counts(MINUTE));

    rows();
    row("worker_pool", "over", "draining", 5);
    row("worker_pool", "drains", "draining", 5);
    row("worker_pool", "odd", "draining", 5);
    row("worker_pool", "drained", "draining", 90);
    row("worker_pool", "marked", "ready", 5);
    row("worker_pool", "was-marked", "ready", 5);
    row("monitor", "busy", "busy", 59);
    for (String end :
        List.of(
            "over 2020-01-01T00:00:00Z",
            "drains 2999-01-01T00:00:00Z",
            "odd someday",
            "marked resume",
            "was-marked 2020-01-01T00:00:00Z")) {
      String[] words = end.split(" ");
      execute(
          "UPDATE noetl.runtime SET runtime = '{\"drain_until\":\""
              + words[1]
              + "\"}' WHERE name = '"
              + words[0]
              + "'");
    }

    RuntimeListResponse listed = service.list(Requests.EVERYTHING);
    Map<String, Long> expected =
        listed.items().stream()
            .filter(item -> !item.isLease())
            .collect(
                Collectors.groupingBy(
                    item ->
                        item.kind()
                            + " "
                            + Liveness.of(item, listed.asOf(), MINUTE).effectiveStatus(),
                    Collectors.counting()));
    assertEquals(
        Map.of(
            "broker offline", 1L,
            "broker stale", 1L,
            "monitor busy", 1L,
            "worker_pool draining", 3L,
            "worker_pool offline", 2L,
            "worker_pool ready", 3L,
            "worker_pool stale", 2L),
        expected);
    assertEquals(
        expected,
        service.counts(MINUTE).stream()
            .collect(
                Collectors.toMap(
                    same -> same.kind() + " " + same.status(), ComponentCount::count)));
  }

  @Test
  void unknownStatusesCountAsOther() throws Exception {
    for (int i = 0; i < 30; i++) {
      row("worker_pool", "odd-" + i, "status-" + i, 5);
    }
    row("worker_pool", "plain", "ready", 5);

    assertEquals(
        Map.of("other", 30L, "ready", 1L),
        service.counts(MINUTE).stream()
            .collect(Collectors.toMap(ComponentCount::status, ComponentCount::count)));
  }

  @Test
  void workCountsWrittenHeartbeats() throws Exception {
    rows();
    service.heartbeat(Requests.beat("alive"));
    service.heartbeat(Requests.beat("silent"));
    assertThrows(UnknownComponent.class, () -> service.heartbeat(Requests.beat("nobody")));

    DatabaseWork work = service.work();

    assertEquals(2, work.heartbeats());
    assertEquals(
        List.of(2L),
        work.commits().stream().map(DatabaseWork.Commits::count).filter(n -> n > 0).toList());
    assertEquals(
        "0 1 0 1", work.active() + " " + work.idle() + " " + work.waiting() + " " + work.most());
  }

  @Test
  void sweepMarksUnresponsiveComponentsByTheDatabasesClock() throws Exception {
    rows();
    List<String> before = all();

    assertEquals(
        List.of("broker silent ready", "worker_pool silent busy"),
        names(service.unresponsive(null, MINUTE)));
    assertEquals(before, all());
    assertEquals(
        List.of("broker silent offline", "worker_pool silent offline"),
        names(service.sweep(null, MINUTE)));
    assertEquals(List.of(), names(service.sweep(null, MINUTE)));
    assertEquals(
        List.of(
            "broker gone offline",
            "broker silent offline",
            "server_api lease ready",
            "server_api old-lease offline",
            "worker_pool alive ready",
            "worker_pool going offline",
            "worker_pool gone offline",
            "worker_pool silent offline"),
        all());
  }

  @Test
  void sweepOfAKindKeepsOtherKindsAndTheHeartbeat() throws Exception {
    rows();
    RuntimeListQuery pool = RuntimeListQuery.named(RuntimeKind.WORKER_POOL, "silent");
    Instant heartbeat = service.list(pool).items().getFirst().heartbeat();

    RuntimeListResponse swept = service.sweep(RuntimeKind.WORKER_POOL, MINUTE);

    assertEquals(List.of("worker_pool silent offline"), names(swept));
    assertEquals(heartbeat, swept.items().getFirst().heartbeat());
    assertEquals(List.of("broker silent ready"), names(service.unresponsive(null, MINUTE)));
  }

  @Test
  void pruneDeletesMatchingLongOfflineComponents() throws Exception {
    rows();
    RuntimeListQuery labelled =
        RuntimeListQuery.ALL.withLabels(Map.of("n", "gone")).withLeases(false);
    RuntimeListQuery pools = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);

    assertEquals(
        List.of("broker gone offline", "worker_pool gone offline"),
        names(service.longOffline(labelled, MINUTE)));
    assertEquals(
        List.of("broker gone offline"),
        names(service.longOffline(labelled, Duration.ofSeconds(7000))));

    RuntimeListResponse forgotten = service.longOffline(pools, MINUTE);
    assertEquals(List.of("worker_pool gone offline"), names(forgotten));
    assertEquals(names(forgotten), names(service.prune(forgotten.items(), MINUTE)));
    assertEquals(List.of(), names(service.longOffline(pools, MINUTE)));
    assertEquals(7, all().size());
  }

  @Test
  void pruneKeepsComponentsWithANewHeartbeat() throws Exception {
    rows();
    RuntimeListResponse forgotten = service.longOffline(Requests.EVERYTHING, MINUTE);
    service.heartbeat(Requests.beat("gone"));

    assertEquals(List.of("broker gone offline"), names(service.prune(forgotten.items(), MINUTE)));
    assertEquals(
        List.of("worker_pool gone ready"),
        names(service.list(RuntimeListQuery.named(null, "gone"))));
  }

  @Test
  void pruneOfNothingDeletesNothing() throws Exception {
    rows();

    assertEquals(List.of(), names(service.prune(List.of(), Duration.ZERO)));
    assertEquals(8, all().size());
  }

  @Test
  void changeKeepsTheHeartbeat() throws Exception {
    row("worker_pool", "p", "busy", 500);
    RuntimeComponentInfo before = service.list(Requests.EVERYTHING).items().getFirst();

    service.update(update("{'name':'p','capacity':3}"));

    RuntimeComponentInfo after = service.list(Requests.EVERYTHING).items().getFirst();
    assertEquals(before.heartbeat(), after.heartbeat());
    assertEquals("3", after.capacity());
  }

  @Test
  void labelsThatAreAListAreKeptWhileTheRestChanges() throws Exception {
    rows();

    Conflict conflict =
        assertThrows(
            Conflict.class,
            () ->
                service.update(update("{'name':'lease','kind':'server_api','labels':{'b':'1'}}")));

    assertEquals(
        "the labels or the runtime of server_api \"lease\" are not a JSON object, so no single"
            + " value of them can be set",
        conflict.getMessage());
    service.update(update("{'name':'lease','kind':'server_api','capacity':1}"));
    RuntimeComponentInfo lease =
        service.list(RuntimeListQuery.named(null, "lease")).items().getFirst();
    assertEquals(List.of("a"), TestJson.plain(lease.json().get("labels")));
    assertEquals("1", lease.capacity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'[\"drain_note\"]'", "'\"python\"'", "'7'", "NULL", "'null'"})
  void statusChangesWhateverTheRuntimeIs(String runtime) throws Exception {
    row("worker_pool", "p", "draining", 0);
    execute("UPDATE noetl.runtime SET runtime = " + runtime);
    JsonNode before = service.list(Requests.EVERYTHING).items().getFirst().json().get("runtime");

    service.update(update("{'name':'p','status':'busy'}"));

    RuntimeComponentInfo after = service.list(Requests.EVERYTHING).items().getFirst();
    assertEquals("busy", after.status());
    JsonNode mark = TestJson.node(Map.of(OperatorMark.FIELD, Map.of("status", "busy")));
    assertEquals(before == null ? mark : before, after.json().get("runtime"));
  }

  @Test
  void streamGivesEveryRowInOrder() throws Exception {
    rows();
    List<String> streamed = new ArrayList<>();

    service.stream(
        Requests.EVERYTHING,
        (component, asOf) -> streamed.add(component.kind() + " " + component.name()));

    assertEquals(
        service.list(Requests.EVERYTHING).items().stream()
            .map(item -> item.kind() + " " + item.name())
            .toList(),
        streamed);
    assertEquals("ok", service.heartbeat(Requests.beat("alive")).status());
  }

  @Test
  void serviceIsUsableAfterAnAbortedStream() throws Exception {
    rows();

    assertThrows(
        IllegalStateException.class,
        () ->
            service.stream(
                Requests.EVERYTHING,
                (component, asOf) -> {
                  throw new IllegalStateException(component.name());
                }));

    assertEquals("ok", service.heartbeat(Requests.beat("alive")).status());
    try (RuntimeService other = another()) {
      other.deregister(new RuntimeDeregistrationRequest("alive", RuntimeKind.WORKER_POOL));
    }
  }

  private static RuntimeUpdateRequest update(String json) {
    return RuntimeUpdateRequest.fromJson(TestJson.object(json.replace('\'', '"')));
  }
}
