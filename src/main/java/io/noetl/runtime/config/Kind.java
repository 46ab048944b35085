package io.noetl.runtime.config;

/** What a value means: how it is read, where it may hold several entries, what of it is shown. */
enum Kind {
  TEXT,
  PATH,
  URL,
  SECRET,
  DURATION,
  COUNT,
  /** A count as NoETL reads its node ids: a value that is not a number counts as unset. */
  NODE,
  SWITCH,
  LABELS,
  HEADERS,
  /** Names of hosts. */
  HOSTS,
  /** The path of a file of rules, or in a configuration file a list of them. */
  RULES;

  /** Whether it holds several entries. */
  boolean isList() {
    return this == LABELS || this == HEADERS || this == HOSTS;
  }
}
