package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedScreen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Secrets in wrong options do not appear in messages or results. */
@org.junit.jupiter.api.Timeout(120)
@IntegrationTest
class SecretsInMessagesTest {

  private static final String SECRET = "s3cr3t";

  /** What people paste: every form that holds a secret, and nothing that answers. */
  private static final List<String> VALUES =
      List.of(
          "http://user:s3cr3t@127.0.0.1:1/",
          "http://s3cr3t@127.0.0.1:1",
          "user:s3cr3t@127.0.0.1:1",
          "http://127.0.0.1:1/?token=s3cr3t",
          "http://127.0.0.1:1/x?a=b&api_key=s3cr3t#x",
          "postgresql://u:s3cr3t@127.0.0.1:1/d",
          "postgresql://127.0.0.1:1/d?password=s3cr3t&sslmode=zzz",
          "postgresql://127.0.0.1:1/d?passwort=x&password=s3cr3t",
          "jdbc:postgresql://127.0.0.1:1/db?user=me&password=s3cr3t",
          "jdbc:postgresql:db;password=s3cr3t",
          "host=127.0.0.1 port=1 password=s3cr3t",
          "Authorization: Bearer s3cr3t",
          "password=s3cr3t");

  /** Errors are masked before they become JSON, so a few show it. */
  private static final List<String> VALUES_AS_JSON = List.of(VALUES.get(0), VALUES.get(8));

  /** They stay, or run a program. */
  private static final Set<String> STAYING = Set.of("run", "serve", "watch", "help", "completion");

  /** What these hold is shown as it is, for it names something that people look for. */
  private static final Set<String> NAMES = Set.of("--hostname", "--name", "--watch");

  @TempDir private Path home;

  static Stream<String> commands() {
    return CommandTable.NAMES.stream().filter(name -> !STAYING.contains(name));
  }

  private static CommandSpec spec(String command) {
    return new picocli.CommandLine(CommandTable.make(command, null)).getCommandSpec();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noTextOptionRepeatsASecret(String command) {
    CommandSpec spec = spec(command);
    List<String> told = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (option.arity().max() == 0 || NAMES.contains(option.longestName())) {
        continue;
      }
      for (String value : VALUES) {
        for (String format : List.of("table", "json")) {
          if (format.equals("json") && !VALUES_AS_JSON.contains(value)) {
            continue;
          }
          List<String> words = new ArrayList<>(List.of(command, option.longestName(), value));
          if (!option.longestName().equals("--output")) {
            words.addAll(List.of("-o", format));
          }
          words.addAll(List.of("-v", "--timeout", "300ms", "--retries", "0"));
          words.addAll(spec.positionalParameters().isEmpty() ? List.of() : List.of("demo"));
          Ended ended = new CommandRun(home).run(words.toArray(String[]::new));
          if ((ended.out() + ended.err()).contains(SECRET)) {
            told.add(words + " -> " + ended);
          }
        }
      }
    }
    assertEquals("", String.join("\n", told));
  }

  /** Resident commands get a signal as soon as they handle it. */
  @ParameterizedTest
  @ValueSource(strings = {"serve --listen 127.0.0.1:0", "watch", "list --watch=1s"})
  void noTextOptionOfAResidentCommandRepeatsASecret(String line) throws Exception {
    List<String> words = List.of(line.split(" "));
    List<String> told = new ArrayList<>();
    for (OptionSpec option : spec(words.getFirst()).options()) {
      if (option.arity().max() == 0
          || NAMES.contains(option.longestName())
          || line.contains(option.longestName())) {
        continue;
      }
      for (String value : VALUES) {
        List<String> all = new ArrayList<>(words);
        // A log would be written; its directory does not exist.
        boolean isWritten = option.longestName().equals("--log");
        all.addAll(
            List.of(option.longestName(), isWritten ? home.resolve("none") + "/" + value : value));
        if (!words.getFirst().equals("serve")) {
          all.addAll(List.of("--retries", "0"));
        }
        CommandRun run =
            new CommandRun(home)
                .screen(new ScriptedScreen(80, 24))
                .signals((name, action) -> end(name, action));
        Ended ended =
            CompletableFuture.supplyAsync(() -> run.run(all.toArray(String[]::new)))
                .get(30, TimeUnit.SECONDS);
        if ((ended.out() + ended.err()).contains(SECRET)) {
          told.add(all + " -> " + ended);
        }
      }
    }
    assertEquals("", String.join("\n", told));
  }

  /** A registry that does not answer in time keeps the program from being started. */
  @Test
  void noTextOptionOfRunRepeatsASecret() {
    List<String> told = new ArrayList<>();
    for (OptionSpec option : spec("run").options()) {
      if (option.arity().max() == 0 || NAMES.contains(option.longestName())) {
        continue;
      }
      for (String value : VALUES) {
        List<String> words = new ArrayList<>(List.of("run", option.longestName(), value));
        for (String usual :
            List.of("--server=http://127.0.0.1:1", "--start-timeout=10ms", "--retries=0")) {
          if (!usual.startsWith(option.longestName() + "=")) {
            words.add(usual);
          }
        }
        words.addAll(List.of("-v", "demo", "--", "false"));
        Ended ended = new CommandRun(home).run(words.toArray(String[]::new));
        if ((ended.out() + ended.err()).contains(SECRET)) {
          told.add(words + " -> " + ended);
        }
      }
    }
    assertEquals("", String.join("\n", told));
  }

  private static void end(String signal, Runnable action) {
    if (signal.equals("TERM")) {
      Thread.startVirtualThread(action);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOETL_SERVER_URL",
        "NOETL_RUNTIME_DATABASE",
        "DATABASE_URL",
        "HTTP_PROXY",
        "PGHOST",
        "PGSSLMODE",
        "PGOPTIONS",
        "POSTGRES_HOST",
        "NOETL_API_TOKEN",
        "NOETL_RUNTIME_TIMEOUT"
      })
  void noVariableIsRepeatedWithItsSecret(String variable) {
    List<String> told = new ArrayList<>();
    for (String value : VALUES) {
      for (String command :
          List.of(
              "doctor -o json",
              "doctor",
              "config",
              "config -o json",
              "list -v",
              "list --direct -v",
              "list --database postgresql://127.0.0.1:1/d -v",
              "register demo --dry-run",
              "context")) {
        Ended ended =
            new CommandRun(home)
                .with(variable, value)
                .run((command + " --timeout 300ms --retries 0").split(" "));
        if ((ended.out() + ended.err()).contains(SECRET)) {
          told.add(variable + "=" + value + " " + command + " -> " + ended);
        }
      }
    }
    assertEquals("", String.join("\n", told));
  }

  @Test
  void theRestOfTheTextIsKept() {
    Ended ended = new CommandRun(home).run("list", "--server", "http://127.0.0.1:1/x?token=s3cr3t");

    assertTrue(ended.err().contains("127.0.0.1:1"), ended.err());
    assertTrue(ended.err().contains("****"), ended.err());
  }
}
