package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch tells of a broker that comes and goes. */
class DependencyWatchTest {

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private RuntimeService registry;
  private DependencyWatch watch;

  @BeforeEach
  void open() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
    watch = new DependencyWatch(this::lacking, told::add, () -> told.add("met"));
  }

  @AfterEach
  void close() {
    watch.close();
    registry.close();
  }

  private List<String> lacking() {
    for (RuntimeComponentInfo row :
        registry.list(RuntimeListQuery.named(RuntimeKind.BROKER, "b1")).items()) {
      return row.status().equals("offline") ? List.of("broker/b1 (offline)") : List.of();
    }
    throw new RuntimeApiException.Unavailable("no row", RuntimeApiException.Details.NONE);
  }

  private void broker(boolean isThere) {
    if (isThere) {
      registry.register(
          RuntimeRegistrationRequest.fromJson(
              JsonObject.EMPTY.with("name", "b1").with("kind", "broker").with("uri", "u")));
    } else {
      registry.deregister(new RuntimeDeregistrationRequest("b1", RuntimeKind.BROKER));
    }
  }

  @Test
  void changesAreToldOnce() {
    broker(true);
    watch.check();
    watch.check();
    assertEquals(List.of(), told);
    broker(false);
    watch.check();
    watch.check();
    assertEquals(List.of("blocked: broker/b1 (offline)"), told);
    broker(true);
    watch.check();
    watch.check();
    assertEquals(List.of("blocked: broker/b1 (offline)", "met"), told);
  }

  @Test
  void outageIsNoChange() {
    watch.check();
    assertEquals(List.of(), told);
    broker(true);
    broker(false);
    watch.check();
    assertEquals(1, told.size());
  }

  /** A program that is not started yet cannot be stopped. */
  @Test
  void whatIsRefusedIsToldAgain() {
    broker(true);
    broker(false);
    try (DependencyWatch refused =
        new DependencyWatch(
            this::lacking,
            sentence -> {
              told.add(sentence);
              return told.size() > 1;
            },
            () -> told.add("met"))) {
      refused.check();
      refused.check();
      refused.check();
      assertEquals(List.of("blocked: broker/b1 (offline)", "blocked: broker/b1 (offline)"), told);
      broker(true);
      refused.check();
      assertEquals("met", told.getLast());
    }
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    broker(true);
    broker(false);
    watch.close();
    watch.check();
    assertEquals(List.of(), told);
  }
}
