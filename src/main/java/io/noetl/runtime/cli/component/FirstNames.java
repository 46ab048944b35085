package io.noetl.runtime.cli.component;

import java.util.List;

/** The names of several components in a question: the first ones, and how many more. */
public final class FirstNames {

  private static final int MOST = 5;

  private FirstNames() {}

  public static String of(List<String> names) {
    int more = names.size() - MOST;
    return String.join(", ", more > 0 ? names.subList(0, MOST) : names)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
