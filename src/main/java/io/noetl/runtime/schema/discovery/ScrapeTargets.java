package io.noetl.runtime.schema.discovery;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects where Prometheus reads the metrics of components. Stale components stay, so that
 * Prometheus sees that they are down; offline ones and those without an address are left out.
 */
public final class ScrapeTargets {

  private static final String META = "__meta_noetl_";
  private static final String METRICS_URI = "metrics_uri";
  private static final String METRICS_PORT = "metrics_port";

  private final List<ScrapeTarget> targets = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** Takes a component, or leaves it out. */
  public void add(RuntimeComponentInfo info, Liveness liveness) {
    if (liveness.effectiveStatus().equals(Liveness.OFFLINE)) {
      return;
    }
    ScrapeAddress address = address(info);
    if (address != null) {
      Map<String, String> labels = new LinkedHashMap<>(address.labels());
      describe(info.masked(), liveness, labels);
      targets.add(new ScrapeTarget(address.hostAndPort(), labels));
    }
  }

  /** The address that the component declares for its metrics, or that of itself. */
  private @Nullable ScrapeAddress address(RuntimeComponentInfo info) {
    JsonObject runtime = info.json().object("runtime");
    String own = runtime.text(METRICS_URI);
    if (own != null) {
      return known(
          ScrapeAddress.ofUri(own),
          info,
          METRICS_URI + " is not an absolute http or https address that Prometheus can use");
    }
    String port = runtime.text(METRICS_PORT);
    if (port != null) {
      return known(
          ScrapeAddress.ofPort(info.hostname(), port),
          info,
          METRICS_PORT + " needs a hostname and a port from 1 to 65535");
    }
    String uri = info.uri();
    return uri == null ? null : ScrapeAddress.ofHost(uri);
  }

  private @Nullable ScrapeAddress known(
      @Nullable ScrapeAddress address, RuntimeComponentInfo info, String problem) {
    if (address == null) {
      problems.add(info.key().kind() + "/" + info.name() + " is left out: its " + problem);
    }
    return address;
  }

  private static void describe(
      RuntimeComponentInfo info, Liveness liveness, Map<String, String> labels) {
    put(labels, "kind", info.kind());
    put(labels, "name", info.name());
    put(labels, "status", liveness.effectiveStatus());
    put(labels, "runtime", info.runtimeType());
    put(labels, "version", info.version());
    put(labels, "hostname", info.hostname());
    put(labels, "uri", info.uri());
    info.labels()
        .forEach((key, value) -> {
          String name = key.replaceAll("[^a-zA-Z0-9_]", "_");
          put(labels, "label_" + name, value);
          put(labels, "labelpresent_" + name, "true");
        });
  }

  /** Of two names that become the same, the first stays. */
  private static void put(Map<String, String> labels, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.putIfAbsent(META + name, value);
    }
  }

  /** The targets as service discovery over HTTP and by files has them. */
  public List<JsonObject> documents() {
    return targets.stream().map(ScrapeTarget::document).toList();
  }

  /** One sentence for each component whose declared address is unusable. */
  public List<String> problems() {
    return problems;
  }
}
