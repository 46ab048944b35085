package io.noetl.runtime.json;

import tools.jackson.databind.JsonNode;

/**
 * How deep documents may be nested. Parsers and generators refuse more than 500 levels, and a list
 * adds some to those of its rows: one row must not make the list of all rows fail.
 */
public final class NestingLimits {

  /** Levels of a document that a request brings. */
  public static final int MOST_REGISTERED = 100;

  /** Levels of a document that is listed, whichever program wrote it. */
  public static final int MOST_LISTED = 400;

  private NestingLimits() {}

  /** Whether a document has more levels of objects and arrays than a limit. */
  public static boolean isDeeper(JsonNode document, int most) {
    if (!document.isContainer()) {
      return false;
    }
    if (most == 0) {
      return true;
    }
    for (JsonNode nested : document) {
      if (isDeeper(nested, most - 1)) {
        return true;
      }
    }
    return false;
  }
}
