package io.noetl.runtime.schema.maintenance;

/** How a command treats an embedded database that does not exist. */
public enum MissingDatabase {
  /** It is made: the command is one that fills it. */
  CREATED,
  /** It is an error: a command that only reads was given the wrong path. */
  REFUSED,
  /** It is read as an empty one, and not made: a dry run of a command that would. */
  EMPTY
}
