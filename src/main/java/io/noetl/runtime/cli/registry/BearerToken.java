package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of requests to a server.
 *
 * @param variable the environment variable for it, to be named in errors
 */
record BearerToken(String value, String variable) {

  static final String USUAL_VARIABLE = "NOETL_API_TOKEN";

  /** The token from the settings; an API token takes precedence over a gateway session token. */
  static @Nullable BearerToken of(Settings settings) {
    boolean byFlag = settings.get(Setting.TOKEN_FILE).origin() instanceof Origin.Flag;
    // Flag, environment, file, as for every setting; this one has several setting rows.
    Path file =
        byFlag || settings.text(Setting.TOKEN) == null ? settings.path(Setting.TOKEN_FILE) : null;
    if (file != null) {
      return checked(read(file), USUAL_VARIABLE, "the token in " + file);
    }
    String token = settings.text(Setting.TOKEN);
    if (token != null) {
      return checked(token, USUAL_VARIABLE, USUAL_VARIABLE);
    }
    String session = settings.text(Setting.SESSION_TOKEN);
    String variable = Setting.SESSION_TOKEN.title();
    return session == null ? null : checked(session, variable, variable);
  }

  private static BearerToken checked(String text, String variable, String place) {
    String token = text.strip();
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new UsageException(
          place + " is not a single word of ASCII characters", "it should contain the token only");
    }
    return new BearerToken(token, variable);
  }

  private static String read(Path file) {
    try {
      return WholeFile.text(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UsageException(
          "cannot read the token file " + file + ": " + FileFailure.reason(unreadable),
          "name a file that holds the token");
    }
  }
}
