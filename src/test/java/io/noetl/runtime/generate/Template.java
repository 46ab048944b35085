package io.noetl.runtime.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A script with places to fill: whole lines such as {@code # @commands@}, and words such as
 * {@code @registry@}.
 */
record Template(String text) {

  static Template of(String resource) {
    try (InputStream stream = Template.class.getResourceAsStream("/generate/" + resource)) {
      return new Template(
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Puts lines where the place is, indented as it is. */
  Template lines(String place, List<String> lines) {
    String mark = "# @" + place + "@\n";
    int at = text.indexOf(mark);
    if (at < 0) {
      throw new IllegalStateException("the template has no place for " + place);
    }
    int start = text.lastIndexOf('\n', at) + 1;
    String indent = text.substring(start, at);
    StringBuilder filled = new StringBuilder(text.substring(0, start));
    for (String line : lines) {
      filled.append(indent).append(line).append('\n');
    }
    return new Template(filled + text.substring(at + mark.length()));
  }

  /** Puts words between blanks where the place is. */
  Template words(String place, List<String> words) {
    String mark = '@' + place + '@';
    if (!text.contains(mark)) {
      throw new IllegalStateException("the template has no place for " + place);
    }
    return new Template(text.replace(mark, String.join(" ", words)));
  }
}
