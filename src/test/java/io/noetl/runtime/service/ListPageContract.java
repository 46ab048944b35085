package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of a list, on either engine. */
abstract class ListPageContract {

  private static final List<String> NAMES =
      List.of("a", "B", "a-b", "9", "10", "\u00e9", "\uffee", "\ud83d\ude00", "a/b", "it's %_");
  private static final List<String> STATUSES = List.of("ready", "busy", "broken", "\u212aaputt");

  private final List<String> trace = new ArrayList<>();
  private RuntimeService service;

  /** A service on an empty table. */
  abstract RuntimeService open(Consumer<String> trace) throws Exception;

  /** Sets a status that no request may bring. */
  abstract void execute(String sql) throws Exception;

  @BeforeEach
  void register() throws Exception {
    service = open(trace::add);
    int n = 0;
    for (String kind : List.of("worker_pool", "broker", "monitor")) {
      for (String name : NAMES) {
        service.register(
            Requests.registration(
                """
                {'name':'%s','kind':'%s','uri':'u','runtime':'%s','labels':{'n':%d}}\
                """
                    .formatted(
                        name.replace("'", "\\u0027"), kind, n % 2 == 0 ? "Python" : "go", n % 3)));
        execute(
            "UPDATE noetl.runtime SET status = '%s' WHERE kind = '%s' AND name = '%s'"
                .formatted(
                    n % 5 == 0 ? "READY" : STATUSES.get(n % STATUSES.size()),
                    kind,
                    name.replace("'", "''")));
        n++;
      }
    }
    trace.clear();
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static RuntimeListQuery query(
      RuntimeKind kind, String name, String runtime, String status, Map<String, String> labels) {
    return RuntimeListQuery.of(kind)
        .withName(name)
        .withRuntime(runtime)
        .withStatus(status)
        .withLabels(labels);
  }

  static List<RuntimeListQuery> queries() {
    RuntimeKind pool = RuntimeKind.WORKER_POOL;
    return List.of(
        RuntimeListQuery.of(null),
        RuntimeListQuery.of(pool),
        RuntimeListQuery.named(null, "it's %_"),
        RuntimeListQuery.named(pool, "\ud83d\ude00"),
        query(null, null, null, "Ready", Map.of()),
        query(pool, null, null, "busy", Map.of()),
        query(null, null, null, "broken", Map.of()),
        query(null, null, null, "kaputt", Map.of()),
        query(null, null, null, "nothing", Map.of()),
        query(null, null, "PYTHON", null, Map.of()),
        query(pool, null, "go", "ready", Map.of()),
        query(null, null, null, null, Map.of("n", "1")),
        query(null, null, "python", "READY", Map.of("n", "2")));
  }

  private List<RuntimeComponentInfo> page(RuntimeListQuery query, ListPage page) {
    List<RuntimeComponentInfo> items = new ArrayList<>();
    service.stream(query, page, (component, asOf) -> items.add(component));
    return items;
  }

  private static List<String> keys(List<RuntimeComponentInfo> items) {
    return items.stream().map(ListPage::key).toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void pagesOfAnySizeAreTheList(RuntimeListQuery query) {
    List<String> all = keys(service.list(query).items());
    for (int size : List.of(1, 2, 7, all.size() + 1)) {
      List<String> walked = new ArrayList<>();
      String after = null;
      List<String> next = keys(page(query, new ListPage(size, after)));
      while (!next.isEmpty()) {
        assertTrue(next.size() <= size);
        walked.addAll(next);
        after = next.getLast();
        next = keys(page(query, new ListPage(size, after)));
      }
      assertEquals(all, walked, "pages of " + size);
    }
  }

  @Test
  void pageContinuesAfterADeletedRow() {
    List<String> all = keys(service.list(Requests.EVERYTHING).items());
    for (String after :
        List.of("", "a", "broker", "broker/", "broker/a-", "c/x", "worker_pool/\ud83d\ude01")) {
      ListPage page = new ListPage(Integer.MAX_VALUE, after);
      assertEquals(
          keys(service.list(Requests.EVERYTHING).items().stream().filter(page::isBehind).toList()),
          keys(page(Requests.EVERYTHING, page)),
          after);
    }
    assertEquals(all, keys(page(Requests.EVERYTHING, new ListPage(Integer.MAX_VALUE, ""))));
  }

  @Test
  void databaseReturnsNoMoreThanThePage() {
    page(query(RuntimeKind.WORKER_POOL, null, null, "ready", Map.of()), new ListPage(2, "a/b"));

    String statement = trace.getLast();
    assertTrue(statement.contains("LIMIT ?)"), statement);
  }

  @Test
  void pageFilteredInJavaIsReadUntilItIsFull() {
    RuntimeListQuery labelled = query(null, null, null, null, Map.of("n", "1"));

    assertEquals(2, page(labelled, new ListPage(2, null)).size());

    assertTrue(!trace.getLast().contains("LIMIT"), trace.getLast());
    assertEquals(30, service.list(Requests.EVERYTHING).items().size(), "the connection is usable");
  }
}
