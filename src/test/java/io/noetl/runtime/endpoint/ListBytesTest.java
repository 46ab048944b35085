package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.RuntimeService;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One list for many, written once for all of them and never older than they ask for. */
class ListBytesTest {

  private static final RuntimeListQuery POOLS = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);

  @TempDir private Path folder;
  private RuntimeService registry;
  private StuckRegistry stuck;
  private ListBytes bytes;

  @BeforeEach
  void open() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
    stuck = new StuckRegistry(registry);
    bytes = new ListBytes(stuck.api());
  }

  @AfterEach
  void close() {
    stuck.letGo();
    registry.close();
  }

  private void register(String name) {
    registry.register(RuntimeRegistrationRequest.fromJson(JsonObject.EMPTY.with("name", name)));
  }

  private ListBytes.Written list(RuntimeListQuery query, ListPage page) {
    return bytes.of(query, page, JsonObject.EMPTY.with("status", "x"));
  }

  /** The list with names instead of whole items. */
  private static String names(ListBytes.Written list) {
    return new String(list.bytes(), StandardCharsets.UTF_8)
        .replaceAll("\\{\"name\":\"([^\"]*)\",\"kind\"[^{}]*(\\{[^{}]*\\}[^{}]*)*\\}", "$1");
  }

  @Test
  void itemsStandBeforeTheirCountAndTheRest() {
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
  void slowListHoldsUpNoOther() throws Exception {
    register("a");
    stuck.hold();
    CompletableFuture<ListBytes.Written> slow =
        CompletableFuture.supplyAsync(() -> list(POOLS, null));
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

  /** Each thread puts its lists together in one place. */
  @Test
  void listThatBreaksOffLeavesNothingToTheNext() {
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
    bytes = new ListBytes(breaking);
    for (int i = 0; i < 4; i++) {
      assertThrows(Unavailable.class, () -> list(POOLS, null));
    }
    breaks.set(false);
    for (int i = 0; i < 4; i++) {
      assertEquals("{\"items\":[a,b],\"count\":2,\"status\":\"x\"}", names(list(POOLS, null)));
    }
  }

  @Test
  void listThatWasBegunIsNobodyElses() throws Exception {
    register("a");
    stuck.hold();
    CompletableFuture<ListBytes.Written> first =
        CompletableFuture.supplyAsync(() -> list(POOLS, null));
    stuck.awaitHeld(1);
    CompletableFuture<ListBytes.Written> second =
        CompletableFuture.supplyAsync(() -> list(POOLS, null));
    stuck.awaitHeld(2);
    CompletableFuture<ListBytes.Written> third = bytes.join(POOLS, null, JsonObject.EMPTY);
    CompletableFuture<ListBytes.Written> fourth = bytes.join(POOLS, null, JsonObject.EMPTY);
    assertSame(third, fourth);
    assertNotSame(third, bytes.join(POOLS, new ListPage(1, null), JsonObject.EMPTY));
    register("b");
    stuck.letGo();
    assertEquals("{\"items\":[a,b],\"count\":2}", names(third.get(20, TimeUnit.SECONDS)));
    assertNotSame(first.get(20, TimeUnit.SECONDS), second.get(20, TimeUnit.SECONDS));
  }
}
