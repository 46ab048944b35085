package io.noetl.runtime.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Short words for what the contract speaks of; JSON may be written with single quotes. */
final class ContractWords {

  private static final Set<String> UNFORESEEABLE =
      Set.of("runtime_id", "heartbeat", "created_at", "updated_at");

  private ContractWords() {}

  static RuntimeComponentInfo only(RuntimeApi api, String name) {
    return single(api.list(RuntimeListQuery.named(null, name)));
  }

  static RuntimeComponentInfo single(RuntimeListResponse listed) {
    assertEquals(1, listed.items().size(), listed.items().toString());
    return listed.items().getFirst();
  }

  static List<String> lines(RuntimeApi api, RuntimeListQuery query) {
    return api.list(query).items().stream()
        .map(item -> item.kind() + " " + item.name() + " " + item.status())
        .toList();
  }

  /**
   * Repeats until the registry's clock, which may tick in milliseconds, shows a later heartbeat.
   */
  static RuntimeComponentInfo untilLaterThan(RuntimeApi api, Instant before, Runnable beat) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    RuntimeComponentInfo row;
    do {
      beat.run();
      row = only(api, "p");
    } while (!row.heartbeat().isAfter(before) && System.nanoTime() < giveUp);
    assertTrue(row.heartbeat().isAfter(before), row.heartbeat() + " is not after " + before);
    return row;
  }

  static Object runtimeOf(RuntimeComponentInfo row) {
    return plain(row.json().object("runtime"));
  }

  /** The row without its id and its times, which no test can know beforehand. */
  static Object lasting(RuntimeComponentInfo row) {
    return plain(lastingObject(row));
  }

  static JsonObject lastingObject(RuntimeComponentInfo row) {
    JsonObject lasting = JsonObject.EMPTY;
    for (var field : row.json().properties()) {
      if (UNFORESEEABLE.contains(field.getKey())) {
        assertFalse(field.getValue().isNull(), field.getKey());
      } else {
        lasting = lasting.with(field.getKey(), field.getValue());
      }
    }
    return lasting;
  }

  /** The value as its JSON reads, so that an int and a long of one value are the same. */
  static Object plain(JsonObject object) {
    return TestJson.read(Json.write(object));
  }

  static Object json(String text) {
    return TestJson.read(quoted(text));
  }

  static String quoted(String text) {
    return text.replace('\'', '"');
  }

  static RuntimeRegistrationRequest registration(String json) {
    return RuntimeRegistrationRequest.fromJson(TestJson.object(quoted(json)));
  }

  static RuntimeRegistrationRequest component(RuntimeKind kind, String name) {
    JsonObject json = JsonObject.EMPTY.with("name", name).with("kind", kind.word());
    return RuntimeRegistrationRequest.fromJson(json.with("uri", "http://h"));
  }

  static RuntimeHeartbeatRequest beat(RuntimeKind kind, String name) {
    return new RuntimeHeartbeatRequest(name, kind, null);
  }

  static RuntimeHeartbeatRequest beat(RuntimeKind kind, String name, String registration) {
    return new RuntimeHeartbeatRequest(name, kind, TestJson.object(quoted(registration)));
  }

  static RuntimeDeregistrationRequest deregistration(RuntimeKind kind, String name) {
    return new RuntimeDeregistrationRequest(name, kind);
  }

  static Object[] query(String words, String... names) {
    return new Object[] {QueryWords.read(words), List.of(names)};
  }
}
