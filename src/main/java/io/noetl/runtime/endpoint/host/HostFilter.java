package io.noetl.runtime.endpoint.host;

import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.endpoint.host.HostPolicy.Refusal;
import io.noetl.runtime.endpoint.host.HostPolicy.RequestSource;
import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Applies the policy of Host and Origin to each request, and counts what it refuses. */
public final class HostFilter implements MetricSource {

  private static final String FAMILY = "noetl_runtime_requests_refused_total";

  private final HostPolicy policy;
  private final Map<String, LongAdder> refused =
      new TreeMap<>(Map.of("host", new LongAdder(), "origin", new LongAdder()));

  public HostFilter(EndpointOptions.Listening options) {
    this.policy = new HostPolicy(options.address(), options.allowedHosts());
  }

  /** The hosts that requests may name, for a log. */
  public String description() {
    return policy.description();
  }

  /** Why a request is refused; null when it is not. */
  public @Nullable Refusal refusal(Request request) {
    HttpFields headers = request.getHeaders();
    Refusal refusal =
        policy.refusal(
            new RequestSource(
                request.getMethod(),
                values(headers, HttpHeader.HOST),
                request.getHttpURI().getAuthority(),
                values(headers, HttpHeader.ORIGIN),
                request.getConnectionMetaData().getLocalSocketAddress()
                        instanceof InetSocketAddress local
                    ? local.getAddress()
                    : null));
    if (refusal != null) {
      Objects.requireNonNull(refused.get(refusal.reason())).increment();
    }
    return refusal;
  }

  /** As Jetty's own, without a stream for each request. */
  private static List<String> values(HttpFields headers, HttpHeader name) {
    List<String> values = List.of();
    for (HttpField field : headers) {
      if (field.getHeader() == name) {
        values = values.isEmpty() ? List.of(value(field)) : appended(values, value(field));
      }
    }
    return values;
  }

  private static String value(HttpField field) {
    return field.getValue() == null ? "" : field.getValue();
  }

  private static List<String> appended(List<String> values, String value) {
    List<String> more = new ArrayList<>(values);
    more.add(value);
    return more;
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    CounterWithCallback.builder()
        .name(FAMILY)
        .help("Requests refused because of their Host or Origin.")
        .labelNames("reason")
        .callback(
            page -> refused.forEach((reason, count) -> page.call((double) count.sum(), reason)))
        .register(metrics);
  }
}
