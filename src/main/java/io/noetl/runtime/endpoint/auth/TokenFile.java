package io.noetl.runtime.endpoint.auth;

import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file of bearer tokens: each line has a role, {@code read} or {@code write}, and a token. */
final class TokenFile {

  private TokenFile() {}

  /**
   * Reads the tokens; skips blank lines and lines that begin with {@code #}.
   *
   * @throws InvalidRequest when the file cannot be read, is malformed or holds no token
   */
  static List<Token> read(Path file) {
    List<Token> tokens = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        tokens.add(token(stripped, file, number));
      }
    }
    if (tokens.isEmpty()) {
      throw refused("holds no token", file);
    }
    return tokens;
  }

  private static List<String> lines(Path file) {
    try {
      return WholeFile.lines(file);
    } catch (IOException unreadable) {
      throw refused("cannot be read: " + FileFailure.reason(unreadable), file);
    }
  }

  /** The message does not quote the line, because it may be a token without a role. */
  private static Token token(String line, Path file, int number) {
    String[] words = line.split("\\s+", -1);
    boolean isToken = words.length == 2 && words[1].chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (isToken && words[0].equals("read")) {
      return Token.of(words[1], Access.READ);
    }
    if (isToken && words[0].equals("write")) {
      return Token.of(words[1], Access.WRITE);
    }
    throw refused("should hold 'read TOKEN' or 'write TOKEN' on line " + number, file);
  }

  private static InvalidRequest refused(String problem, Path file) {
    return new InvalidRequest(
        "the file of tokens " + file + " " + problem, RuntimeApiException.Details.NONE);
  }
}
