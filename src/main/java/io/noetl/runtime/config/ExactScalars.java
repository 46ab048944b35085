package io.noetl.runtime.config;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.exceptions.ConstructorException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads numbers to the digit, and refuses those that are none: JSON has no word for them. */
final class ExactScalars extends CoreSchema {

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    Map<Tag, ConstructNode> constructors = new HashMap<>(super.getSchemaTagConstructors());
    constructors.put(Tag.FLOAT, ExactScalars::number);
    return constructors;
  }

  private static BigDecimal number(Node node) {
    String text = ((ScalarNode) node).getValue();
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException none) {
      throw new ConstructorException(
          null,
          Optional.empty(),
          text + " is not a number that can be stored",
          node.getStartMark());
    }
  }
}
