package io.noetl.runtime.output;

import org.jspecify.annotations.Nullable;

/**
 * Makes JSON text of plain values: maps with string keys, lists, strings, numbers, booleans and
 * null; the text ends without a line end.
 */
public interface JsonText {

  /** The value on one line. */
  String compact(@Nullable Object value);

  /** The value indented for people. */
  String pretty(@Nullable Object value);
}
