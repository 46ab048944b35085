package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.StuckRegistry;
import io.noetl.runtime.endpoint.TestCaller;
import io.noetl.runtime.endpoint.limits.ClientGone;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.limits.TooManyLists;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.RuntimeService;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists are shared by concurrent requests, and are never older than a request. */
class ListWriterTest {

  private static final RuntimeListQuery POOLS = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);

  @TempDir private Path folder;
  private RuntimeService registry;
  private StuckRegistry stuck;
  private ListWriter bytes;
  private final ListQuota places = new ListQuota(3);
  private final TestCaller caller = new TestCaller("a");

  @BeforeEach
  void open() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
    stuck = new StuckRegistry(registry);
    bytes = new ListWriter(stuck.api(), dependencies(stuck.api()), places, () -> {});
  }

  @AfterEach
  void close() {
    stuck.letGo();
    registry.close();
  }

  private void register(String name) {
    registry.register(RuntimeRegistrationRequest.fromJson(JsonObject.EMPTY.with("name", name)));
  }

  private WrittenList list(RuntimeListQuery query, ListPage page) {
    WrittenList list = bytes.of(query, page, JsonObject.EMPTY.with("status", "x"), caller);
    list.release().run();
    return list;
  }

  /** The list, with the names of its items only. */
  private static String names(WrittenList list) {
    return new String(list.bytes(), StandardCharsets.UTF_8)
        .replaceAll("\\{\"name\":\"([^\"]*)\",\"kind\"[^{}]*(\\{[^{}]*\\}[^{}]*)*\\}", "$1");
  }

  @Test
  void itemsComeBeforeTheirCountAndTheOtherFields() {
    assertEquals("{\"items\":[],\"count\":0,\"status\":\"x\"}", names(list(POOLS, null)));
    register("b");
    register("ä");
    assertEquals("{\"items\":[b,ä],\"count\":2,\"status\":\"x\"}", names(list(POOLS, null)));
    assertEquals(
        "{\"items\":[b],\"count\":1,\"status\":\"x\",\"next\":\"worker_pool/b\"}",
        names(list(POOLS, new ListPage(1, null))));
    assertEquals(
        "{\"items\":[ä],\"count\":1,\"status\":\"x\",\"next\":null}",
        names(list(POOLS, new ListPage(1, "worker_pool/b"))));
  }

  @Test
  void slowListDoesNotBlockAnother() throws Exception {
    register("a");
    stuck.hold();
    CompletableFuture<WrittenList> slow = CompletableFuture.supplyAsync(() -> list(POOLS, null));
    stuck.awaitHeld(1);
    stuck.letNextPass();
    assertEquals(
        "{\"items\":[],\"count\":0,\"status\":\"x\"}",
        names(list(RuntimeListQuery.of(RuntimeKind.BROKER), null)));
    assertEquals(false, slow.isDone());
    stuck.letGo();
    assertEquals(
        "{\"items\":[a],\"count\":1,\"status\":\"x\"}", names(slow.get(20, TimeUnit.SECONDS)));
  }

  /** The buffer of a thread is reused. */
  @Test
  void failedListLeavesNothingInTheBuffer() {
    register("a");
    register("b");
    AtomicBoolean breaks = new AtomicBoolean(true);
    RuntimeApi breaking =
        (RuntimeApi)
            Proxy.newProxyInstance(
                RuntimeApi.class.getClassLoader(),
                new Class<?>[] {RuntimeApi.class},
                (self, method, arguments) -> {
                  registry.stream(
                      (RuntimeListQuery) arguments[0],
                      (component, asOf) -> {
                        ((ComponentSink) arguments[1]).accept(component, asOf);
                        if (breaks.get()) {
                          throw new Unavailable("broken off", Details.NONE);
                        }
                      });
                  return null;
                });
    bytes = new ListWriter(breaking, dependencies(breaking), places, () -> {});
    for (int i = 0; i < 4; i++) {
      assertThrows(Unavailable.class, () -> list(POOLS, null));
    }
    breaks.set(false);
    for (int i = 0; i < 4; i++) {
      assertEquals("{\"items\":[a,b],\"count\":2,\"status\":\"x\"}", names(list(POOLS, null)));
    }
  }

  @Test
  void listThatHasBegunIsNotShared() throws Exception {
    register("a");
    stuck.hold();
    CompletableFuture<WrittenList> first = CompletableFuture.supplyAsync(() -> list(POOLS, null));
    stuck.awaitHeld(1);
    CompletableFuture<WrittenList> second = CompletableFuture.supplyAsync(() -> list(POOLS, null));
    stuck.awaitHeld(2);
    CompletableFuture<WrittenList> third = bytes.join(POOLS, null, JsonObject.EMPTY, caller);
    CompletableFuture<WrittenList> fourth = bytes.join(POOLS, null, JsonObject.EMPTY, caller);
    register("b");
    stuck.letGo();
    assertEquals("{\"items\":[a,b],\"count\":2}", names(third.get(20, TimeUnit.SECONDS)));
    assertSame(third.get(20, TimeUnit.SECONDS).bytes(), fourth.get(20, TimeUnit.SECONDS).bytes());
    assertNotSame(first.get(20, TimeUnit.SECONDS), second.get(20, TimeUnit.SECONDS));
  }

  private CompletableFuture<WrittenList> join(int limit, TestCaller reader) {
    return bytes.join(POOLS, new ListPage(limit, null), JsonObject.EMPTY, reader);
  }

  /** Two blocked lists of another client. */
  private List<CompletableFuture<WrittenList>> hold() throws InterruptedException {
    TestCaller other = new TestCaller("other");
    stuck.hold();
    List<CompletableFuture<WrittenList>> held = List.of(join(100, other), join(200, other));
    stuck.awaitHeld(2);
    return held;
  }

  private static void assertAbandoned(CompletableFuture<WrittenList> list) {
    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> list.get(30, TimeUnit.SECONDS));
    assertInstanceOf(ClientGone.class, thrown.getCause());
  }

  @Test
  void abandonedListIsNotBegun() throws Exception {
    List<CompletableFuture<WrittenList>> held = hold();
    TestCaller another = new TestCaller("b");
    CompletableFuture<WrittenList> gone = join(1, caller);
    CompletableFuture<WrittenList> shared = join(2, caller);
    CompletableFuture<WrittenList> own = join(2, another);
    caller.isGone = true;
    stuck.letGo();
    assertAbandoned(gone);
    assertSame(shared.get(30, TimeUnit.SECONDS).bytes(), own.get(30, TimeUnit.SECONDS).bytes());
    for (CompletableFuture<WrittenList> list : held) {
      list.get(30, TimeUnit.SECONDS).release().run();
    }
    shared.get().release().run();
    own.get().release().run();
    assertEquals(3, stuck.held(), "three lists were begun");
    assertEquals(0, places.clients());
    assertTrue(bytes.isEmpty());
  }

  @Test
  void abandonedListsFreeTheQuotaOfTheirClient() throws Exception {
    List<CompletableFuture<WrittenList>> held = hold();
    List<CompletableFuture<WrittenList>> gone =
        List.of(join(1, caller), join(2, caller), join(3, caller));
    assertThrows(TooManyLists.class, () -> join(4, new TestCaller("a")));
    assertFalse(join(3, new TestCaller("a")).isDone(), "a list that is shared is no other");
    caller.isGone = true;
    CompletableFuture<WrittenList> next = join(4, new TestCaller("a"));
    assertAbandoned(gone.get(0));
    assertAbandoned(gone.get(1));
    stuck.letGo();
    next.get(30, TimeUnit.SECONDS);
    for (CompletableFuture<WrittenList> list : held) {
      list.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void listIsCancelledWhenItsLastReaderHangsUp() {
    register("a");
    RuntimeComponentInfo row = registry.list(POOLS).items().getFirst();
    AtomicInteger rows = new AtomicInteger();
    RuntimeApi endless =
        (RuntimeApi)
            Proxy.newProxyInstance(
                RuntimeApi.class.getClassLoader(),
                new Class<?>[] {RuntimeApi.class},
                (self, method, arguments) -> {
                  while (true) {
                    ((ComponentSink) arguments[1]).accept(row, null);
                    if (rows.incrementAndGet() == 10_000) {
                      caller.isGone = true;
                    }
                  }
                });
    bytes = new ListWriter(endless, dependencies(endless), places, () -> {});
    assertThrows(ClientGone.class, () -> list(POOLS, null));
    assertTrue(rows.get() < 10_300, rows + " rows");
    assertTrue(bytes.isEmpty());
    assertEquals(0, places.clients());
  }

  private static ServedDependencies dependencies(RuntimeApi registry) {
    return new ServedDependencies(registry, Duration.ofSeconds(60), () -> 0);
  }
}
