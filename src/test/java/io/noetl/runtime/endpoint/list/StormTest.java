package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestCaller;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.endpoint.TestOptions;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All counters of things in flight return to zero, however each ends. */
@Timeout(120)
class StormTest {

  private static final List<String> BODIES =
      List.of("", "{", "{\"name\":\"a\"}", "{\"name\":7}", "[]");

  @TempDir private Path folder;

  /** A registry most of whose calls fail, in different ways. */
  private static RuntimeApi stormy(RuntimeApi registry, AtomicBoolean storm) {
    AtomicInteger calls = new AtomicInteger();
    return (RuntimeApi)
        Proxy.newProxyInstance(
            RuntimeApi.class.getClassLoader(),
            new Class<?>[] {RuntimeApi.class},
            (self, method, arguments) -> {
              if (storm.get()) {
                switch (calls.incrementAndGet() % 6) {
                  case 0 -> throw new OutOfMemoryError("Java heap space");
                  case 1 -> throw new StackOverflowError();
                  case 2 -> throw new IllegalStateException("odd");
                  case 3 -> throw new Unavailable("busy", Details.NONE);
                  case 4 -> Thread.sleep(30);
                  default -> {}
                }
              }
              try {
                return method.invoke(registry, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  /** The sum of the samples of a metric. */
  private static long metric(TestEndpoint endpoint, String name) {
    return endpoint
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Requests a list, and hangs up. */
  private static void hangUpOnList(TestEndpoint endpoint, int i) {
    try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      String request =
          "GET /api/runtimes?limit=" + (i + 1) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  /** Sends the beginning of a request, and hangs up. */
  private static void hangUp(TestEndpoint endpoint, int i) {
    try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      String request =
          "POST /api/worker/pool/"
              + (i % 2 == 0 ? "heartbeat" : "register")
              + " HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\n\r\n{";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Test
  void nothingIsInFlightAfterManyFailures() throws Exception {
    AtomicBoolean storm = new AtomicBoolean(true);
    TestOptions options = new TestOptions();
    options.deadline = Duration.ofMillis(20);
    options.listDeadline = Duration.ofMillis(50);
    options.mostInFlight = 8;
    options.listsPerClient = 4;
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      TestEndpoint endpoint = TestEndpoint.start(stormy(registry, storm), registry, options);
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int client = 0; client < 8; client++) {
        int first = client;
        clients.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = first; i < first + 40; i++) {
                    String body = BODIES.get(i % BODIES.size());
                    endpoint.send("POST", "/api/worker/pool/heartbeat", body);
                    endpoint.send("POST", "/api/worker/pool/register", body);
                    endpoint.get("/api/runtimes?status=s" + i);
                    endpoint.get("/api/runtimes/worker_pool/a");
                    endpoint.get("/api/health");
                    hangUp(endpoint, i);
                    hangUpOnList(endpoint, i);
                  }
                },
                task -> Thread.ofVirtual().start(task)));
      }
      for (CompletableFuture<Void> client : clients) {
        client.get(60, TimeUnit.SECONDS);
      }
      storm.set(false);
      while (metric(endpoint, "noetl_runtime_calls_in_flight") > 0
          || metric(endpoint, "noetl_runtime_list_clients") > 0) {
        Thread.sleep(5);
      }
      assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
      long start = System.nanoTime();
      endpoint.close();
      // A request that still counted as in flight would delay the stop by the grace of 20 s.
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
    }
  }

  @Test
  void listIsWrittenAgainAfterNoThreadCouldStart() {
    AtomicBoolean noThread = new AtomicBoolean(true);
    ListQuota places = new ListQuota(1);
    TestCaller caller = new TestCaller("a");
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      ListWriter lists =
          new ListWriter(
              registry,
              new ServedDependencies(registry, Duration.ofSeconds(60), () -> 0),
              places,
              () -> {},
              task -> {
                if (noThread.get()) {
                  throw new OutOfMemoryError("unable to create native thread");
                }
                task.run();
              });
      RuntimeListQuery query = RuntimeListQuery.of(null);
      assertThrows(OutOfMemoryError.class, () -> lists.of(query, null, JsonObject.EMPTY, caller));
      noThread.set(false);
      assertEquals(
          "{\"items\":[],\"count\":0}",
          new String(
              lists.of(query, null, JsonObject.EMPTY, caller).bytes(), StandardCharsets.UTF_8));
    }
  }
}
