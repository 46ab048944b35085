package io.noetl.runtime.cli.component;

import java.util.List;

/** The names of several components in a question: the first ones, and how many more. */
public final class NameSummary {

  private static final int SHOWN = 5;

  private NameSummary() {}

  public static String of(List<String> names) {
    int more = names.size() - SHOWN;
    return String.join(", ", more > 0 ? names.subList(0, SHOWN) : names)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
