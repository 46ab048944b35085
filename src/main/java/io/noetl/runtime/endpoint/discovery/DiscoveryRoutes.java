package io.noetl.runtime.endpoint.discovery;

import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.list.CountedLists;
import io.noetl.runtime.endpoint.list.Gzip;
import io.noetl.runtime.endpoint.list.ListParameters;
import io.noetl.runtime.endpoint.list.ServedDependencies;
import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.discovery.AddressChoice;
import io.noetl.runtime.schema.discovery.AddressSearch;
import io.noetl.runtime.schema.discovery.Availability;
import io.noetl.runtime.schema.discovery.ComponentAddress;
import io.noetl.runtime.schema.discovery.ScrapeTargets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The routes that tell where components can be reached, and whether one is alive. */
public final class DiscoveryRoutes {

  private final RuntimeApi registry;
  private final Duration offlineAfter;
  private final CountedLists lists;
  private final RandomGenerator chance;
  private final ServedDependencies dependencies;
  private final InstantSource clock;

  public DiscoveryRoutes(
      RuntimeApi registry,
      ServedDependencies dependencies,
      Duration offlineAfter,
      ListQuota quota,
      RandomGenerator chance,
      InstantSource clock) {
    this.registry = registry;
    this.offlineAfter = offlineAfter;
    this.lists = new CountedLists(quota);
    this.chance = chance;
    this.dependencies = dependencies;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.list("/api/discovery", this::addresses),
        Route.list("/api/discovery/prometheus", this::scrapeTargets),
        Route.lookUp("/api/runtimes/{kind}/{name}/health", Access.READ, this::health));
  }

  /** The registry's own time, or that of this host where it gave none. */
  private Instant asOf(@Nullable Instant there) {
    return there == null ? clock.instant() : there;
  }

  private Reply addresses(Call call) {
    RuntimeListQuery query = DiscoveryParameters.query(call);
    AddressChoice choice = DiscoveryParameters.one(call);
    boolean isMasked = ListParameters.masksSecrets(call);
    return lists.answer(
        call,
        () -> {
          AddressSearch search = search(query);
          List<ComponentAddress> found = search.found();
          if (choice == null) {
            JsonObject all =
                JsonObject.EMPTY
                    .with("items", found.stream().map(it -> document(it, isMasked)).toList())
                    .with("count", found.size())
                    .with("left_out", search.leftOut());
            return Gzip.compressed(Reply.json(200, all), call);
          }
          return found.isEmpty()
              ? Reply.detail(404, nothing(query.kind(), search))
              : Reply.json(200, document(choice.of(found, chance), isMasked));
        });
  }

  private static JsonObject document(ComponentAddress address, boolean isMasked) {
    return (isMasked ? address.masked() : address).document();
  }

  private static JsonObject nothing(@Nullable RuntimeKind kind, AddressSearch search) {
    return JsonObject.EMPTY
        .with("status", "none")
        .with("message", "no " + (kind == null ? "component" : kind.word()) + " can be resolved")
        .with("left_out", search.leftOut());
  }

  /** Only the rows of living components are kept, and their dependencies looked up afterwards. */
  private AddressSearch search(RuntimeListQuery query) {
    AddressSearch search = new AddressSearch();
    List<ComponentAddress> living = new ArrayList<>();
    registry.stream(
        query,
        (row, asOf) -> {
          Liveness liveness = Liveness.of(row, asOf(asOf), offlineAfter);
          if (liveness.isAlive()) {
            living.add(new ComponentAddress(row, liveness));
          } else {
            search.add(row, liveness, false);
          }
        });
    for (ComponentAddress component : living) {
      boolean isBlocked = !dependencies.blockedBy(component.info()).isEmpty();
      search.add(component.info(), component.liveness(), isBlocked);
    }
    return search;
  }

  private Reply scrapeTargets(Call call) {
    RuntimeListQuery query = DiscoveryParameters.query(call);
    return lists.answer(
        call,
        () -> {
          ScrapeTargets targets = new ScrapeTargets();
          registry.stream(
              query, (row, asOf) -> targets.add(row, Liveness.of(row, asOf(asOf), offlineAfter)));
          return Gzip.compressed(Reply.json(200, targets.documents()), call);
        });
  }

  private Reply health(Call call) {
    RuntimeKind kind = RuntimeKind.of(call.path().getFirst());
    String name = call.path().getLast();
    RuntimeListResponse listed = registry.list(RuntimeListQuery.named(kind, name));
    if (listed.items().isEmpty()) {
      throw new UnknownComponent(kind, name, RuntimeApiException.Details.NONE);
    }
    var row = listed.items().getFirst();
    Liveness liveness = Liveness.of(row, asOf(listed.asOf()), offlineAfter);
    List<String> lacking = liveness.isAlive() ? dependencies.blockedBy(row) : List.of();
    Availability availability = Availability.of(liveness, !lacking.isEmpty());
    boolean isAlive = availability == Availability.ALIVE;
    JsonObject health =
        JsonObject.EMPTY
            .with("status", isAlive ? "ok" : "unavailable")
            .with("reason", availability.word())
            .with("kind", kind.word())
            .with("name", name)
            .with("effective_status", liveness.effectiveStatus())
            .with("heartbeat_age_s", liveness.age() == null ? null : liveness.age().toSeconds());
    return Reply.json(
        isAlive ? 200 : 503, lacking.isEmpty() ? health : health.with("blocked_by", lacking));
  }
}
