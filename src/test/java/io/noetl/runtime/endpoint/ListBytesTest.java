package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One list for many is written rightly for each of them. */
class ListBytesTest {

  private final ListBytes bytes = new ListBytes();

  private static RuntimeListResponse listed(String... names) {
    List<RuntimeComponentInfo> items = new ArrayList<>();
    for (String name : names) {
      items.add(new RuntimeComponentInfo(JsonObject.EMPTY.with("name", name)));
    }
    return new RuntimeListResponse(items, JsonObject.EMPTY, Instant.EPOCH);
  }

  private String text(RuntimeListResponse listed, String status) {
    return new String(
        bytes.of(listed, JsonObject.EMPTY.with("status", status)), StandardCharsets.UTF_8);
  }

  @Test
  void itemsStandBeforeTheirCountAndTheRest() {
    assertEquals(
        "{\"items\":[{\"name\":\"ä\"},{\"name\":\"b\"}],\"count\":2,\"status\":\"x\"}",
        text(listed("ä", "b"), "x"));
    assertEquals("{\"items\":[],\"count\":0,\"status\":null}", text(listed(), null));
  }

  @Test
  void everyCallerGetsItsOwnList() throws Exception {
    RuntimeListResponse shared = listed("s");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> texts = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        texts.add(
            threads.submit(
                () -> text(number % 2 == 0 ? shared : listed("n" + number), "x" + number)));
      }
      for (int i = 0; i < 200; i++) {
        String name = i % 2 == 0 ? "s" : "n" + i;
        assertEquals(
            "{\"items\":[{\"name\":\"" + name + "\"}],\"count\":1,\"status\":\"x" + i + "\"}",
            texts.get(i).get());
      }
    }
  }
}
