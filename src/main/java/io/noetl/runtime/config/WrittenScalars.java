package io.noetl.runtime.config;

import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Leaves scalars as they are written, so that 1.10 does not become 1.1; only nothing is null. */
final class WrittenScalars extends CoreSchema {

  @Override
  public ScalarResolver getScalarResolver() {
    ScalarResolver core = super.getScalarResolver();
    return (text, isPlain) -> {
      Tag tag = core.resolve(text, isPlain);
      return tag.equals(Tag.NULL) || tag.equals(Tag.MERGE) ? tag : Tag.STR;
    };
  }
}
