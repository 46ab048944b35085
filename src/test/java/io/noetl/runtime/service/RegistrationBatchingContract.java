package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that batches the registrations of many callers, on either engine. */
abstract class RegistrationBatchingContract {

  static final int CALLERS = HeartbeatBatchingContract.CALLERS;

  private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
  private RuntimeService service;

  /** A service with several connections on an empty table. */
  abstract RuntimeService open(Consumer<String> trace) throws Exception;

  @BeforeEach
  void openService() throws Exception {
    service = open(trace::add);
    trace.clear();
  }

  @AfterEach
  void closeService() {
    service.close();
  }

  static RuntimeRegistrationRequest worker(int caller, int capacity) {
    return Requests.registration(
        "{'name':'p"
            + caller
            + "','runtime':'python','capacity':"
            + capacity
            + ",'pid':"
            + (1000 + caller)
            + ",'hostname':'h\\u00e9 \\\\\\\\ {,}','labels':{'n':"
            + capacity
            + ",'q':'a,b \\u007f \\ud83d\\ude00'},'capabilities':["
            + caller
            + ",'x'],'meta':{'deep':{'null':null,'number':1.50}}}");
  }

  private static String createdAt(RuntimeComponentInfo row) {
    return String.valueOf(row.json().text("created_at"));
  }

  /** The rows by name, without their times and the id. */
  private Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    for (RuntimeComponentInfo row : service.list(Requests.EVERYTHING).items()) {
      rows.put(
          row.kind() + "/" + row.name(),
          row.json()
              .copy()
              .without(List.of("runtime_id", "heartbeat", "created_at", "updated_at"))
              .toString());
    }
    return rows;
  }

  @Test
  void newRowsAreThoseOfSingleRegistrations() throws Exception {
    for (int caller = 0; caller < CALLERS; caller++) {
      service.register(worker(caller, 3));
    }
    final Map<String, String> expected = rows();
    closeService();
    openService();

    List<String> ids =
        HeartbeatBatchingContract.together(
            1, caller -> service.register(worker(caller, 3)).runtimeId());

    assertEquals(CALLERS, new HashSet<>(ids).size());
    assertTrue(trace.size() < CALLERS, trace.size() + " statements");
    assertEquals(expected, rows());
    for (RuntimeComponentInfo row : service.list(Requests.EVERYTHING).items()) {
      assertEquals(row.runtimeId(), ids.get(Integer.parseInt(row.name().substring(1))));
    }
  }

  @Test
  void repeatedRegistrationsReplaceTheRowAndKeepItsId() throws Exception {
    for (int caller = 0; caller < CALLERS; caller++) {
      service.register(worker(caller, 0));
    }
    List<RuntimeComponentInfo> before = service.list(Requests.EVERYTHING).items();
    trace.clear();
    int[] rounds = new int[CALLERS];

    List<Boolean> right =
        HeartbeatBatchingContract.together(
            20,
            caller -> {
              RuntimeRegistrationRequest request = worker(caller, ++rounds[caller]);
              RuntimeRegistrationResponse response = service.register(request);
              // Committed before the answer.
              RuntimeComponentInfo row =
                  service
                      .list(RuntimeListQuery.named(request.kind(), request.name()))
                      .items()
                      .getFirst();
              return response.status().equals("ok")
                  && row.runtimeId().equals(response.runtimeId())
                  && Integer.toString(rounds[caller]).equals(row.json().get("capacity").asString())
                  && before.stream()
                      .filter(old -> old.name().equals(row.name()))
                      .allMatch(old ->
                          old.runtimeId().equals(row.runtimeId())
                              && createdAt(old).equals(createdAt(row))
                              && !row.heartbeat().isBefore(old.heartbeat()));
            });

    assertEquals(Collections.nCopies(20 * CALLERS, true), right);
    long writes = trace.stream().filter(sql -> sql.contains("INSERT")).count();
    assertTrue(writes < 15 * CALLERS, writes + " statements");
  }

  @Test
  void operatorsChangesAndDrainsAreKept() throws Exception {
    for (int caller = 0; caller < CALLERS; caller++) {
      service.register(worker(caller, 3));
      service.update(
          RuntimeUpdateRequest.fromJson(
              TestJson.object(
                  "{\"name\":\"p" + caller + "\",\"capacity\":9,\"labels\":{\"by\":\"hand\"}}")));
    }
    for (int caller = 0; caller < CALLERS; caller++) {
      service.register(worker(caller, 4), RegistrationCondition.NONE);
    }
    Map<String, String> expected = rows();
    assertTrue(expected.get("worker_pool/p0").contains("\"capacity\":9"), expected.toString());

    HeartbeatBatchingContract.together(5, caller -> service.register(worker(caller, 4)).status());

    assertEquals(expected, rows());
  }

  @Test
  void callersOfOneNameAllGetItsRow() throws Exception {
    List<String> ids =
        HeartbeatBatchingContract.together(
            5,
            caller ->
                service
                    .register(Requests.registration("{'name':'one','capacity':" + caller + "}"))
                    .runtimeId());

    assertEquals(5 * CALLERS, ids.size());
    assertEquals(1, new HashSet<>(ids).size());
    assertEquals(1, rows().size());
  }

  @Test
  void componentsOfOneNameDifferByKind() throws Exception {
    String[] kinds = {"worker_pool", "broker", "monitor", "scheduler"};
    List<String> registered =
        HeartbeatBatchingContract.together(
            5,
            caller -> {
              String kind = kinds[caller % kinds.length];
              return service
                  .register(
                      Requests.registration(
                          "{'name':'same','uri':'nats://h','kind':'" + kind + "'}"))
                  .runtimeId()
                  .concat(kind);
            });

    assertEquals(kinds.length, new HashSet<>(registered).size());
    assertEquals(kinds.length, rows().size());
  }
}
