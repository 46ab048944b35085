package io.noetl.runtime.schema.maintenance;

/** What becomes of an embedded database that is not there when a command opens it. */
public enum MissingDatabase {
  /** It is made: the command is one that fills it. */
  CREATED,
  /** It is an error: who only looks has named the wrong one. */
  REFUSED,
  /** It is read as an empty one, and not made: a dry run of a command that would. */
  EMPTY
}
