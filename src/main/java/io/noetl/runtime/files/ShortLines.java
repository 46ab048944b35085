package io.noetl.runtime.files;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a text of any length; a line without an end, as of a device, is an error. */
public final class ShortLines implements Closeable {

  /** The longest line in characters. */
  private static final int LONGEST = 4 << 20;

  private final BufferedReader reader;
  private final String name;

  public ShortLines(Reader reader, String name) {
    this.reader = new BufferedReader(reader);
    this.name = name;
  }

  /**
   * The next line without its end; null behind the last.
   *
   * @throws TooLargeFileException when it does not end
   */
  public @Nullable String next() throws IOException {
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    while (c >= 0 && c != '\n') {
      if (line.length() == LONGEST) {
        throw TooLargeFileException.endlessLine(name, LONGEST);
      }
      line.append((char) c);
      c = reader.read();
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
