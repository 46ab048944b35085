package io.noetl.runtime.generate;

import io.noetl.runtime.config.Setting;
import java.util.List;

/**
 * A command as its help describes it.
 *
 * @param name empty for the program without a command
 * @param aliases other words for it
 * @param group the title of its group
 * @param header one sentence
 * @param synopsis each line begins with the program
 * @param description one paragraph an element
 * @param examples command lines
 * @param settings what environment and files may say to it
 */
public record CommandModel(
    String name,
    List<String> aliases,
    String group,
    String header,
    List<String> synopsis,
    List<String> description,
    List<OptionModel> options,
    List<ArgumentModel> arguments,
    List<String> examples,
    List<Setting> settings) {

  boolean has(String option) {
    return options.stream().anyMatch(one -> one.names().contains(option));
  }

  /** The page of the command. */
  String page() {
    return name.isEmpty() ? "noetl-runtime" : "noetl-runtime-" + name;
  }
}
