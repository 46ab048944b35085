package io.noetl.runtime.cli;

import io.noetl.runtime.client.ClientOptions;
import io.noetl.runtime.client.HttpRuntimeApi;
import io.noetl.runtime.client.ServerAddress;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the registry that the settings name: a server over HTTP, or a database. */
final class RegistryOpener {

  private final Environment environment;

  RegistryOpener(Environment environment) {
    this.environment = environment;
  }

  /** A registry that connects on first use. */
  RuntimeApi open(Settings settings, Consumer<String> trace) {
    return isDirect(settings) ? direct(settings, trace) : http(settings, trace);
  }

  /** A flag that names a server outranks an environment that asks for direct mode. */
  private static boolean isDirect(Settings settings) {
    if (settings.get(Setting.SERVER).origin() instanceof Origin.Flag) {
      return false;
    }
    return settings.text(Setting.DATABASE) != null || settings.flag(Setting.DIRECT);
  }

  private RuntimeApi direct(Settings settings, Consumer<String> trace) {
    String database = settings.text(Setting.DATABASE);
    return RuntimeService.open(
        new DirectOptions(
            database == null ? "sqlite:" + defaultDatabase() : database,
            settings.duration(Setting.TIMEOUT),
            true,
            Snowflake.byChance(
                environment.clock(), Snowflake.NOETL_EPOCH_MILLIS, environment.chance()),
            trace));
  }

  private Path defaultDatabase() {
    String data = environment.variables().get("XDG_DATA_HOME");
    Path base =
        data == null || data.isEmpty() ? environment.home().resolve(".local/share") : Path.of(data);
    return base.resolve("noetl/runtime.db");
  }

  private RuntimeApi http(Settings settings, Consumer<String> trace) {
    String server = settings.text(Setting.SERVER);
    return new HttpRuntimeApi(
        new ClientOptions(
            ServerAddress.of(server == null ? "" : server),
            settings.duration(Setting.TIMEOUT),
            token(settings),
            headers(settings),
            "noetl-runtime/" + environment.version(),
            trace));
  }

  private static @Nullable String token(Settings settings) {
    String file = settings.text(Setting.TOKEN_FILE);
    String token = file == null ? settings.text(Setting.TOKEN) : read(Path.of(file));
    if (token == null) {
      return null;
    }
    String stripped = token.strip();
    if (stripped.isEmpty() || !stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new UsageException(
          "the token" + (file == null ? "" : " in " + file) + " is not one word of ASCII",
          "put nothing but the token there");
    }
    return stripped;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UsageException(
          "cannot read the token file " + file + ": " + InputFile.reason(unreadable),
          "name a file that holds the token");
    }
  }

  private static Map<String, String> headers(Settings settings) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : settings.list(Setting.HEADER)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      if (name.isEmpty() || !name.chars().allMatch(RegistryOpener::isHeaderCharacter)) {
        throw new UsageException("a header is not 'Name: value'", "use --header 'Name: value'");
      }
      headers.put(name, value);
    }
    return headers;
  }

  private static boolean isHeaderCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
