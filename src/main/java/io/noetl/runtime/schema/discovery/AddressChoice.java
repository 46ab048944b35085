package io.noetl.runtime.schema.discovery;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How one of several addresses is chosen; among equals, by chance. */
public enum AddressChoice {
  RANDOM,
  LEAST_LOADED,
  NEWEST;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The choice for a word; null for another word. */
  public static @Nullable AddressChoice of(String word) {
    for (AddressChoice choice : values()) {
      if (choice.word().equals(word)) {
        return choice;
      }
    }
    return null;
  }

  /** One of the addresses, of which there is at least one. */
  public ComponentAddress of(List<ComponentAddress> addresses, RandomGenerator chance) {
    Comparator<ComponentAddress> order = order();
    List<ComponentAddress> best = new ArrayList<>();
    for (ComponentAddress address : addresses) {
      int compared = best.isEmpty() ? 0 : order.compare(address, best.getFirst());
      if (compared < 0) {
        best.clear();
      }
      if (compared <= 0) {
        best.add(address);
      }
    }
    return best.get(best.size() == 1 ? 0 : chance.nextInt(best.size()));
  }

  private Comparator<ComponentAddress> order() {
    return switch (this) {
      case RANDOM -> (_, _) -> 0;
      case LEAST_LOADED -> Comparator.comparingDouble(address -> load(address.info()));
      case NEWEST -> Comparator.comparing(AddressChoice::registered).reversed();
    };
  }

  /** What a component does of what it can do; beyond any number where it does not say. */
  private static double load(RuntimeComponentInfo info) {
    JsonObject metrics = info.metrics();
    for (String name : HeartbeatMetrics.ACTIVE) {
      double active = number(metrics.get(name));
      if (!Double.isNaN(active)) {
        double most = number(info.json().get("capacity"));
        return most > 0 ? active / most : Double.MAX_VALUE;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Not a number for all that is none, and for one beyond the range of a double. */
  private static double number(@Nullable JsonNode value) {
    return value != null && value.isNumber() ? value.doubleValue(Double.NaN) : Double.NaN;
  }

  private static Instant registered(ComponentAddress address) {
    Instant registered = address.info().json().instant("created_at");
    return registered == null ? Instant.MIN : registered;
  }
}
