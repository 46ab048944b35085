package io.noetl.runtime.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param names as they are written, such as {@code -k} and {@code --kind}
 * @param taken null for an option without a value
 * @param label what the help calls the value; empty for an option without one
 * @param valueIsOptional whether the value may be left out, and follows {@code =}
 * @param section the title of the section in the help
 * @param endsTheLine whether it asks for help or the version
 */
public record OptionModel(
    List<String> names,
    @Nullable Taken taken,
    String label,
    boolean valueIsOptional,
    boolean repeatable,
    boolean endsTheLine,
    String description,
    String section) {

  boolean isSwitch() {
    return taken == null;
  }

  boolean needsValue() {
    return taken != null && !valueIsOptional;
  }

  static boolean isLong(String name) {
    return name.startsWith("--");
  }

  /** The last name without its hyphens. */
  String bareName() {
    return names.getLast().replaceFirst("^--?", "");
  }
}
