package io.noetl.runtime.service.jdbc;

/**
 * How an engine spells what becomes of an operator's changes ({@code set_by_operator} in the
 * runtime object): where a registration meets a row that is {@code held}, and where a change is
 * made. What another program may have put there breaks no statement.
 */
public interface OperatorOverrideSql {

  /** The labels of a registration with those that an operator set. */
  String labels();

  /** The capacity that an operator set; null where none did. */
  String capacity();

  /**
   * The runtime object of a registration with what an operator set, the mark and the drain.
   *
   * @param drains whether the held row is to drain
   */
  String runtime(String drains);

  /**
   * A runtime column changed by a parameter as {@link Dialect#patched} does it, where the mark is
   * merged into the column's; as it is where it holds no object.
   */
  String changed(String column);
}
