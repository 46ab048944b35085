package io.noetl.runtime.service.jdbc;

/**
 * The SQL that keeps an operator's changes ({@code set_by_operator} in the runtime object) when a
 * registration replaces the row {@code held}, and that records them. Values of other types, which
 * another program may have written, do not make a statement fail.
 */
public interface OperatorOverrideSql {

  /** The labels of a registration merged with those that an operator set. */
  String labels();

  /** The capacity that an operator set, or null. */
  String capacity();

  /**
   * The runtime object of a registration merged with an operator's changes and the drain.
   *
   * @param drains the condition that the held row is draining
   */
  String runtime(String drains);

  /**
   * A runtime column merged with a parameter as by {@link Dialect#patched}, including the object
   * {@code set_by_operator}; unchanged if the column is not an object.
   */
  String changed(String column);
}
