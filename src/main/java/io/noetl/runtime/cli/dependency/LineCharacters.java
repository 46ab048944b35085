package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.cli.process.CallerEnvironment;
import io.noetl.runtime.cli.process.Environment;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Whether lines may be drawn with more than ASCII. */
final class LineCharacters {

  private LineCharacters() {}

  /**
   * Whether the caller's locale names another character set than UTF-8. Without a locale the output
   * is UTF-8, as everywhere else.
   */
  static boolean isAscii(Environment environment) {
    Map<String, String> variables = new HashMap<>(environment.variables());
    CallerEnvironment.restore(variables);
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = variables.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        String word = locale.toLowerCase(Locale.ROOT);
        return !word.contains("utf-8") && !word.contains("utf8");
      }
    }
    return false;
  }
}
