package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.DatabaseOpener;
import io.noetl.runtime.cli.registry.NoetlDatabase;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.text.DatabaseUrl;
import io.noetl.runtime.text.ShellWord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up a failed diagnosis step, with a command to run next. */
final class FailureVerdict {

  /** The HTTP status with which NoETL's lists hide an error. */
  private static final Integer OK = 200;

  private final Settings settings;
  private final RegistryOptions registry;
  private final Environment environment;
  private final RuntimeKind kind;
  private final @Nullable String name;
  private final List<String> otherKinds;

  FailureVerdict(
      Settings settings,
      RegistryOptions registry,
      Environment environment,
      RuntimeKind kind,
      @Nullable String name,
      List<String> otherKinds) {
    this.settings = settings;
    this.registry = registry;
    this.environment = environment;
    this.kind = kind;
    this.name = name;
    this.otherKinds = otherKinds;
  }

  /** The verdict on a failed step. */
  Verdict verdict(String step, Failure failure, @Nullable RuntimeException fault) {
    // The suggested command replaces this hint.
    String hint =
        failure.exit() == ExitCode.UNKNOWN_COMPONENT
            ? (otherKinds.isEmpty() ? null : OtherKinds.sentence(otherKinds))
            : isOfServersDatabase(step, failure)
                ? "the server answers, but its database does not: check the database"
                : failure.hint();
    String sentence = failure.message().replace('\n', ' ');
    return new Verdict(
        failure.exit(),
        hint == null ? sentence : sentence + "; " + hint,
        fault instanceof RuntimeApiException.Unreachable away && away.elsewhere() != null
            ? doctor(" --server " + ShellWord.of(away.elsewhere()))
            : command(step, failure, fault));
  }

  private String command(String step, Failure failure, @Nullable RuntimeException fault) {
    ExitCode exit = failure.exit();
    if (exit == ExitCode.CONFIGURATION) {
      return forFiles(failure.message());
    }
    if (exit == ExitCode.USAGE) {
      return "noetl-runtime config" + registry.registryFlags();
    }
    if (fault instanceof RuntimeApiException.UnknownComponent unknown && !otherKinds.isEmpty()) {
      return SuggestedCommand.on(
          "doctor", otherKinds.getFirst(), unknown.name(), registry.registryFlags());
    }
    if (exit == ExitCode.UNKNOWN_COMPONENT) {
      return "noetl-runtime list"
          + SuggestedCommand.kindFlag(kind.word())
          + registry.registryFlags();
    }
    boolean isOfOneRow = exit == ExitCode.FAILURE && OK.equals(failure.httpStatus());
    if (isOfServersDatabase(step, failure) || isOfOneRow) {
      boolean isNamed =
          settings.text(Setting.DATABASE) != null || NoetlDatabase.of(settings) != null;
      return doctor(isNamed ? " --direct" : " --database postgresql://USER@HOST/DATABASE");
    }
    return RegistryOpener.isDirect(settings) ? forDatabase(step, exit) : forServer(step, exit);
  }

  /** A command that shows the broken file, or the contexts; other commands would fail as well. */
  private String forFiles(String problem) {
    if (!environment.home().isAbsolute()) {
      return "printenv HOME XDG_CONFIG_HOME XDG_DATA_HOME";
    }
    // Not from the given settings, which are a fallback for unreadable ones.
    Path ours = new Settings(environment.variables(), environment.home(), Map.of()).file();
    for (Path file : List.of(ours, environment.home().resolve(".noetl").resolve("config.yaml"))) {
      if (problem.contains(file.toString())) {
        return (Files.isDirectory(file) ? "ls -ld " : "cat -n ") + ShellWord.of(file.toString());
      }
    }
    return registry.context == null
        ? "env -u NOETL_RUNTIME_CONTEXT noetl-runtime context"
        : "noetl-runtime context";
  }

  /** Whether the server answers but its database does not. */
  private boolean isOfServersDatabase(String step, Failure failure) {
    boolean needsDatabase = step.equals("api") || step.equals("clock") || isOfRows(step);
    boolean hidesError = failure.exit() == ExitCode.UNAVAILABLE && OK.equals(failure.httpStatus());
    boolean fails = hidesError || failure.exit() == ExitCode.TIMED_OUT;
    return needsDatabase && fails && !RegistryOpener.isDirect(settings);
  }

  private static boolean isOfRows(String step) {
    return step.equals("row") || step.equals("components");
  }

  private String forServer(String step, ExitCode exit) {
    if (exit == ExitCode.FAILURE && step.equals("row")) {
      // The server does not list this component, but its database may hold the row.
      return doctor(" --direct");
    }
    return switch (exit) {
      case NOT_ALLOWED -> "noetl-runtime doctor --token-file FILE" + registry.registryFlags();
      default -> {
        String server = masked(settings.get(Setting.SERVER));
        yield step.equals("dns")
            ? "getent hosts " + ShellWord.of(host(server))
            : "curl -sv "
                + ShellWord.of(server + (step.equals("api") ? "/api/worker/pools" : "/health"));
      }
    };
  }

  private String forDatabase(String step, ExitCode exit) {
    String url = masked(new DatabaseOpener(environment).database(settings));
    if (url.startsWith(DatabaseUrl.SQLITE)) {
      Path file = Path.of(url.substring(DatabaseUrl.SQLITE.length())).toAbsolutePath();
      // Where the file is missing, list the nearest directory that exists.
      Path listed = file;
      while (step.equals("file") && Files.notExists(listed) && listed.getParent() != null) {
        listed = listed.getParent();
      }
      return "ls -l " + ShellWord.of(listed.toString());
    }
    return exit == ExitCode.UNINTELLIGIBLE
        ? "noetl-runtime init --dry-run" + registry.registryFlags()
        : "psql " + ShellWord.of(url.replaceAll("[?&]schema=[^&]*", "")) + " -c 'select 1'";
  }

  private String doctor(String flags) {
    return name == null
        ? "noetl-runtime doctor" + SuggestedCommand.kindFlag(kind.word()) + flags
        : SuggestedCommand.on("doctor", kind.word(), name, flags);
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
