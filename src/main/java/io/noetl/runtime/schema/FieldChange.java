package io.noetl.runtime.schema;

import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.secrets.SecretMask;
import org.jspecify.annotations.Nullable;

/**
 * One value that is not the same on two sides.
 *
 * @param field where it stands, such as {@code capacity} or {@code labels.env}
 * @param existed whether the first side has it, be it as null
 * @param before the first side's value; null where it has none
 * @param exists whether the second side has it
 * @param after the second side's value; null where it has none
 */
public record FieldChange(
    String field, boolean existed, @Nullable Object before, boolean exists, @Nullable Object after)
    implements Confidential<FieldChange> {

  @Override
  public FieldChange masked() {
    String name = field.substring(field.lastIndexOf('.') + 1);
    return new FieldChange(
        field, existed, SecretMask.value(name, before), exists, SecretMask.value(name, after));
  }

  /** The change as JSON shows it: a side that has no value is left out. */
  public JsonObject toJson() {
    JsonObject json = JsonObject.EMPTY.with("field", field);
    json = existed ? json.with("before", before) : json;
    return exists ? json.with("after", after) : json;
  }
}
