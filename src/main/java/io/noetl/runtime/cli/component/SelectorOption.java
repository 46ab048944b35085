package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.text.ShellWord;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --selector}: selects components by labels. */
public final class SelectorOption {

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      order = 14,
      description = "Only components with these labels; may be repeated.")
  private List<String> labels = List.of();

  public boolean isGiven() {
    return !labels.isEmpty();
  }

  /** The options as on a command line. */
  String given() {
    StringBuilder given = new StringBuilder();
    for (String label : labels) {
      given.append(given.isEmpty() ? "" : " ").append("--selector ").append(ShellWord.of(label));
    }
    return given.toString();
  }

  /**
   * All given selectors combined: a component has to match each of them.
   *
   * @throws RuntimeApiException.InvalidRequest when one of them cannot be read
   */
  public LabelSelector selector() {
    return parse(labels);
  }

  /** The combination of several selectors. */
  static LabelSelector parse(List<String> texts) {
    LabelSelector selector = LabelSelector.EVERYTHING;
    try {
      for (String text : texts) {
        selector = selector.and(LabelSelector.parse(text));
      }
      return selector;
    } catch (RuntimeApiException.InvalidRequest wrong) {
      throw FieldWords.ofFlags(wrong, field -> "--selector");
    }
  }
}
