package io.noetl.runtime.schema.maintenance;

import org.jspecify.annotations.Nullable;

/**
 * Rows of another table that refer to components, and what becomes of them with these.
 *
 * @param table its schema and name
 * @param effect what the database does with them when the components are deleted
 * @param rows how many; null where that could not be counted
 */
public record DependentRows(String table, Effect effect, @Nullable Long rows) {

  /** What a foreign key says of a deletion. */
  public enum Effect {
    /** The rows are deleted as well. */
    DELETED,
    /** The rows stay and lose the reference. */
    DETACHED,
    /** The rows stay, and the components with them: the database refuses the deletion. */
    REFUSED
  }
}
