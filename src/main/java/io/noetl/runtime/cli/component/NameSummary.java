package io.noetl.runtime.cli.component;

import java.util.List;

/** Several component names in a sentence: the first five and the number of the others. */
public final class NameSummary {

  private static final int SHOWN = 5;

  private NameSummary() {}

  public static String of(List<String> names) {
    int more = names.size() - SHOWN;
    return String.join(", ", more > 0 ? names.subList(0, SHOWN) : names)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
