package io.noetl.runtime.config;

import java.io.IOException;
import java.io.Reader;

/** Ends a text that does not end by itself; the YAML parser's own limit overlooks comments. */
final class LimitedReader extends Reader {

  /** Enough for some ten thousand components; a longer file is the wrong one. */
  private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

  private final Reader reader;
  private int characters;

  LimitedReader(Reader reader) {
    this.reader = reader;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int read = reader.read(buffer, offset, length);
    characters += Math.max(read, 0);
    if (characters > MOST_CHARACTERS) {
      throw new MalformedYamlException("it is longer than " + MOST_CHARACTERS + " characters");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
