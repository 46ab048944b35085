package io.noetl.runtime.generate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that are made from the commands: their paths below the top level, and what they hold.
 */
public final class GeneratedFiles {

  private GeneratedFiles() {}

  public static Map<String, String> of(ProgramModel program, List<TopicModel> topics) {
    Map<String, String> files = new TreeMap<>();
    files.put("completions/noetl-runtime.bash", BashCompletion.of(program));
    files.put("completions/noetl-runtime.zsh", ZshCompletion.of(program));
    files.put("completions/noetl-runtime.fish", FishCompletion.of(program));
    new ManPages(program, topics).all().forEach((name, page) -> files.put("man/" + name, page));
    new CommandPages(program)
        .all()
        .forEach((name, page) -> files.put("docs/commands/" + name, page));
    return files;
  }
}
