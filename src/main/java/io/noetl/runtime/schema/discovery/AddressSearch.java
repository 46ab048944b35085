package io.noetl.runtime.schema.discovery;

import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects the addresses of components that take work, and counts the others. */
public final class AddressSearch {

  /** The word for components that take work and have no address. */
  private static final String WITHOUT_URI = "without_uri";

  private final List<ComponentAddress> found = new ArrayList<>();
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();
  private boolean hidesUris;

  /** A search that has seen nothing; the reasons to leave a component out have a fixed order. */
  public AddressSearch() {
    for (Availability reason : Availability.values()) {
      if (reason != Availability.ALIVE) {
        leftOut.put(reason.word(), 0);
      }
    }
    leftOut.put(WITHOUT_URI, 0);
  }

  /**
   * Takes or leaves out a component.
   *
   * @param isBlocked whether a dependency that it requires is not met
   */
  public void add(RuntimeComponentInfo info, Liveness liveness, boolean isBlocked) {
    Availability availability = Availability.of(liveness, isBlocked);
    if (availability != Availability.ALIVE) {
      leftOut.merge(availability.word(), 1, Integer::sum);
    } else if (ComponentAddress.isAddress(info.uri())) {
      found.add(new ComponentAddress(info, liveness));
    } else {
      hidesUris |= !info.showsUri();
      leftOut.merge(WITHOUT_URI, 1, Integer::sum);
    }
  }

  /** The addresses, in the order in which they were added. */
  public List<ComponentAddress> found() {
    return found;
  }

  /** Whether a component is left out because the registry does not list addresses. */
  public boolean hidesUris() {
    return hidesUris;
  }

  /** How many components are left out for each reason. */
  public Map<String, Integer> leftOut() {
    Map<String, Integer> some = new LinkedHashMap<>(leftOut);
    some.values().removeIf(count -> count == 0);
    return some;
  }

  /** The same in words, such as {@code 2 stale, 1 without a URI}; empty for none. */
  public String leftOutInWords() {
    return leftOut().entrySet().stream()
        .map(reason ->
            reason.getValue()
                + " "
                + (reason.getKey().equals(WITHOUT_URI) ? "without a URI" : reason.getKey()))
        .collect(Collectors.joining(", "));
  }
}
