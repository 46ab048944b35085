package io.noetl.runtime.schema.compatibility;

/** Something is no rule; the message says which part of it is wrong. */
public final class InvalidRuleException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidRuleException(String message) {
    super(message);
  }
}
