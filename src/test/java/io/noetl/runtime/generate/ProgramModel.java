package io.noetl.runtime.generate;

import java.util.List;

/**
 * All that the completions and the manual pages are made from.
 *
 * @param date of the release, so that a page is the same whenever it is made
 * @param registry the options of {@code list} that say whose names are meant
 */
public record ProgramModel(
    String version,
    String date,
    CommandModel root,
    List<CommandModel> commands,
    List<OptionModel> registry,
    List<Exit> exits) {

  /** An exit code. */
  public record Exit(int code, String word, String meaning, String retry) {}
}
