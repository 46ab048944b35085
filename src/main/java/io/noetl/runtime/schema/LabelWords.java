package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Labels that came as a list of words, as NoETL's own workers write them: {@code K=V} is a label
 * with a value, any other word a label without one.
 */
public final class LabelWords {

  private LabelWords() {}

  /**
   * The labels that words stand for; a later one wins, and blank ones are left out.
   *
   * @throws IllegalArgumentException when a word has a value and no key
   */
  public static JsonObject labels(Iterable<String> words) {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    for (String given : words) {
      String word = given.strip();
      int equals = word.indexOf('=');
      if (equals == 0) {
        throw new IllegalArgumentException(word + " is not K=V");
      }
      if (!word.isEmpty()) {
        labels.put(
            equals < 0 ? word : word.substring(0, equals),
            equals < 0 ? "" : word.substring(equals + 1));
      }
    }
    return new JsonObject(labels);
  }
}
