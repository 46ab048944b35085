package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.InputFile;
import io.noetl.runtime.schema.RuntimeApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a component is declared.
 *
 * @param text the file, where there are several, and the item; empty for a component to prune
 * @param content the items of the file; null for a component to prune
 * @param index the item
 */
record DeclaredPlace(String text, InputFile.@Nullable Content content, int index) {

  /** The place of what no file declares. */
  static final DeclaredPlace NONE = new DeclaredPlace("", null, 0);

  static DeclaredPlace of(DeclarationFiles.Source source, int index) {
    String file = source.name().isEmpty() ? "" : source.name() + ": ";
    return new DeclaredPlace(file + "item " + (index + 1), source.content(), index);
  }

  /** File and line; empty for what no file declares. */
  String line() {
    return content == null ? "" : content.place(index);
  }

  /** What is wrong with the item, a line for each field; empty for what no file declares. */
  List<String> problems(RuntimeApiException.InvalidRequest invalid) {
    return content == null ? List.of() : content.advised(index, invalid);
  }
}
