package io.noetl.runtime.endpoint.connection;

import io.noetl.runtime.endpoint.limits.Budget;
import io.noetl.runtime.endpoint.limits.LargeBodies;
import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** The memory that all clients together may hold, by purpose; within the heap of {@code serve}. */
public final class MemoryBudgets implements MetricSource {

  private static final String BYTES = "noetl_runtime_held_bytes";
  private static final String REFUSED = "noetl_runtime_bodies_refused_total";

  /** Unfinished heads of requests. */
  public final Budget heads = new Budget(8 << 20);

  /** Bodies, from their head until their call is done. */
  public final Budget bodies = new Budget(16 << 20);

  /** TLS handshakes and incomplete TLS records. */
  public final Budget tls = new Budget(16 << 20);

  /** Answers that are not sent completely. */
  public final Budget answers = new Budget(16 << 20);

  /** Bodies that are parsed, which takes many times their size. */
  public final LargeBodies large = new LargeBodies(1 << 20);

  private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
  private volatile IntSupplier connections = () -> 0;

  public MemoryBudgets() {
    for (Refusal refusal : Refusal.values()) {
      refused.put(refusal, new LongAdder());
    }
  }

  /** Why a body was refused, whatever its content. */
  public enum Refusal {
    UNWANTED("unwanted", "this route takes no body"),
    CUT("cut", "this body was dropped to free memory for others"),
    FULL("full", "too many request bodies are in progress"),
    BUSY("busy", "too many large request bodies are being processed");

    private final String word;
    private final String sentence;

    Refusal(String word, String sentence) {
      this.word = word;
      this.sentence = sentence;
    }
  }

  /** Sets what counts the open connections. */
  void countConnections(IntSupplier count) {
    connections = count;
  }

  /** Counts a refusal, and returns its message. */
  public String refuse(Refusal why) {
    Objects.requireNonNull(refused.get(why)).increment();
    return why.sentence;
  }

  /** How many bodies were cut for others. */
  public long cut() {
    return Objects.requireNonNull(refused.get(Refusal.CUT)).sum();
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    GaugeWithCallback.builder()
        .name("noetl_runtime_connections")
        .help("Open connections.")
        .callback(page -> page.call(connections.getAsInt()))
        .register(metrics);
    GaugeWithCallback.builder()
        .name(BYTES)
        .help("Bytes held by incomplete requests and unread responses.")
        .labelNames("of")
        .callback(page -> {
          page.call((double) heads.held(), "heads");
          page.call((double) bodies.held(), "bodies");
          page.call((double) tls.held(), "tls");
          page.call((double) answers.held(), "answers");
        })
        .register(metrics);
    CounterWithCallback.builder()
        .name(REFUSED)
        .help("Request bodies rejected for lack of memory, or sent to a route that takes none.")
        .labelNames("reason")
        .callback(
            page -> refused.forEach((why, count) -> page.call((double) count.sum(), why.word)))
        .register(metrics);
  }
}
