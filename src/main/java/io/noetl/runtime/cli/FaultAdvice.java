package io.noetl.runtime.cli;

import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;

/** The one command that leads on from a step that failed. */
final class FaultAdvice {

  private static final String SQLITE = "sqlite:";

  private final Settings settings;
  private final RegistryOptions registry;
  private final Environment environment;

  FaultAdvice(Settings settings, RegistryOptions registry, Environment environment) {
    this.settings = settings;
    this.registry = registry;
    this.environment = environment;
  }

  /** The verdict on a way to the registry that is not open. */
  Verdict verdict(String step, Failure failure) {
    String hint = failure.hint();
    String sentence = failure.message().replace('\n', ' ');
    return new Verdict(
        failure.exit(),
        hint == null ? sentence : sentence + "; " + hint,
        command(step, failure.exit()));
  }

  private String command(String step, ExitCode exit) {
    if (exit == ExitCode.CONFIGURATION || exit == ExitCode.USAGE) {
      return "noetl-runtime config" + registry.sameRegistry();
    }
    return RegistryOpener.isDirect(settings) ? forDatabase(exit) : forServer(step, exit);
  }

  private String forServer(String step, ExitCode exit) {
    return switch (exit) {
      case NOT_ALLOWED -> "noetl-runtime doctor --token-file FILE" + registry.sameRegistry();
      case UNKNOWN_COMPONENT -> "noetl-runtime list" + registry.sameRegistry();
      default -> {
        String server = masked(settings.get(Setting.SERVER));
        yield step.equals("dns")
            ? "getent hosts " + ShellWord.of(host(server))
            : "curl -sv "
                + ShellWord.of(server + (step.equals("api") ? "/api/worker/pools" : "/health"));
      }
    };
  }

  private String forDatabase(ExitCode exit) {
    Resolved database = settings.get(Setting.DATABASE);
    String url =
        database.value() == null
            ? new DatabaseOpener(environment).defaultUrl(settings)
            : masked(database);
    if (url.startsWith(SQLITE)) {
      return "ls -l " + ShellWord.of(url.substring(SQLITE.length()));
    }
    return exit == ExitCode.UNINTELLIGIBLE
        ? "noetl-runtime init --dry-run" + registry.sameRegistry()
        : "psql " + ShellWord.of(url.replaceAll("[?&]schema=[^&]*", "")) + " -c 'select 1'";
  }

  private static String masked(Resolved resolved) {
    return String.valueOf(resolved.masked());
  }

  private static String host(String server) {
    String rest = server.substring(server.indexOf("://") < 0 ? 0 : server.indexOf("://") + 3);
    int end = rest.startsWith("[") ? rest.indexOf(']') + 1 : rest.split("[:/]", 2)[0].length();
    return rest.substring(0, end);
  }
}
