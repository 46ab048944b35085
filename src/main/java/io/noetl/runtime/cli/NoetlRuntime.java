package io.noetl.runtime.cli;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.ParseFailure;
import io.noetl.runtime.cli.failure.RawOptions;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.StartupCache;
import io.noetl.runtime.cli.registry.CommandTimeout;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.resident.RunCommand;
import io.noetl.runtime.cli.resident.RunWords;
import io.noetl.runtime.cli.terminal.CommandFormats;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The application: reads a command line, runs its command and gives the exit code. */
public final class NoetlRuntime {

  private static final List<List<String>> VERSION = List.of(List.of("--version"), List.of("-V"));

  private final Environment environment;

  public NoetlRuntime(Environment environment) {
    this.environment = environment;
  }

  /** Runs one command line; results and errors are written when it returns. */
  public int run(List<String> written) {
    List<String> arguments = normalized(written);
    String help = PregeneratedHelp.requested(arguments);
    if (help != null) {
      environment.out().append(help).flush();
      return ExitCode.OK.code();
    }
    if (arguments.isEmpty()
        || (arguments.getFirst().startsWith("-") && GlobalOptions.isWithoutCommand(arguments))) {
      String incomplete = GlobalOptions.withoutValue(arguments);
      if (incomplete != null) {
        return withoutValue(incomplete, arguments);
      }
      return help(arguments.contains("-h") || arguments.contains("--help"));
    }
    if (environment.launch().asksServer()) {
      RegistryOpener.prepare();
    }
    // Created only for an error, since their format depends on settings and perhaps a file.
    Supplier<Diagnostics> diagnostics = () -> diagnostics(arguments);
    CommandLine commandLine = commandLine(arguments);
    if (!written.isEmpty() && written.getFirst().startsWith("-")) {
      commandLine
          .getSubcommands()
          .values()
          .forEach(command -> GlobalOptions.ignoreOthers(command.getCommandSpec()));
    }
    commandLine.setParameterExceptionHandler((problem, given) -> {
      Failure failure =
          RunCommand.failure(
              arguments,
              ParseFailure.of(problem, arguments, CommandTable.ALIASES, GlobalOptions.names()));
      diagnostics.get().report(failure);
      environment.err().flush();
      return failure.exit().code();
    });
    commandLine.setExecutionExceptionHandler((error, command, parsed) -> {
      // Results are flushed before the error, to keep the order.
      environment.out().flush();
      Failure failure = RunCommand.failure(arguments, Failure.of(error));
      diagnostics.get().report(error, failure);
      return failure.exit().code();
    });
    int status = execute(commandLine, arguments, diagnostics);
    environment.out().flush();
    environment.err().flush();
    return status;
  }

  /** The help of the program: what was asked for, or an error for want of a command. */
  private int help(boolean isAskedFor) {
    PrintWriter out = isAskedFor ? environment.out() : environment.err();
    out.append(PregeneratedHelp.ofProgram()).flush();
    return (isAskedFor ? ExitCode.OK : ExitCode.USAGE).code();
  }

  private int withoutValue(String option, List<String> arguments) {
    diagnostics(arguments)
        .report(
            new Failure(
                ExitCode.USAGE,
                "missing required parameter for option '" + option + "'",
                "see noetl-runtime --help",
                null,
                null));
    environment.err().flush();
    return ExitCode.USAGE.code();
  }

  /** With the command first, under its own name. */
  private static List<String> normalized(List<String> written) {
    if (written.isEmpty()) {
      return written;
    }
    List<String> arguments =
        written.getFirst().startsWith("-") ? GlobalOptions.behindCommand(written) : written;
    String word = arguments.getFirst();
    String command = CommandTable.command(word);
    List<String> named = arguments;
    if (!command.equals(word)) {
      named = new ArrayList<>(arguments);
      named.set(0, command);
    }
    return command.equals("run") ? RunWords.marked(named) : named;
  }

  private static int execute(
      CommandLine commandLine, List<String> arguments, Supplier<Diagnostics> diagnostics) {
    try {
      return commandLine.execute(arguments.toArray(String[]::new));
    } catch (OutOfMemoryError full) {
      Failure failure =
          new Failure(
              ExitCode.FAILURE,
              "the response does not fit in memory",
              "narrow the query, or increase the heap: NOETL_RUNTIME_JAVA_OPTS=-Xmx2g",
              null,
              null);
      return report(full, RunCommand.failure(arguments, failure), diagnostics);
    } catch (Error broken) {
      // An error of the JVM, such as no descriptor left for loading a class.
      return report(broken, RunCommand.failure(arguments, Failure.of(broken)), diagnostics);
    }
  }

  private static int report(Error error, Failure failure, Supplier<Diagnostics> diagnostics) {
    diagnostics.get().report(error, failure);
    return failure.exit().code();
  }

  /** All commands, for help and for generated files. */
  CommandLine commandLine() {
    return assemble(CommandTable.NAMES);
  }

  /** Only the command at hand, since building the model of all commands slows down the start. */
  private CommandLine commandLine(List<String> arguments) {
    if (VERSION.contains(arguments)) {
      return assemble(List.of());
    }
    String name = arguments.isEmpty() ? "" : arguments.getFirst();
    return assemble(CommandTable.NAMES.contains(name) ? List.of(name) : CommandTable.NAMES);
  }

  private CommandLine assemble(List<String> commands) {
    Root common = new Root();
    CommandLine root = new CommandLine(common);
    for (String name : commands) {
      root.addSubcommand(name, CommandTable.make(name, environment));
    }
    if (commands.size() > 1) {
      root.addSubcommand("help", new HelpCommand(environment));
    }
    for (CommandLine subcommand : root.getSubcommands().values()) {
      CommandTimeout.describe(subcommand.getCommandSpec());
      CommandFormats.describe(subcommand.getCommandSpec());
      // Options are shown in their declared order: component, registry, output.
      subcommand.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
    }
    root.getCommandSpec().versionProvider(() -> common.version(environment.version()));
    root.setExecutionStrategy(parsed -> common.execute(parsed, environment));
    root.setOut(environment.out());
    root.setErr(environment.err());
    root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    root.setExpandAtFiles(false);
    // As with getopt: the last value wins, and -vv means -v.
    root.setOverwrittenOptionsAllowed(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(80);
    return root;
  }

  private Diagnostics diagnostics(List<String> arguments) {
    RawOptions raw = RawOptions.of(arguments);
    return new Diagnostics(
        environment.err(), wantsJson(raw.format()), raw.verbose(), false, environment.clock());
  }

  /**
   * Whether errors are JSON, as results would be; a broken configuration must not hide the error.
   */
  private boolean wantsJson(@Nullable String format) {
    try {
      Map<Setting, String> flags = format == null ? Map.of() : Map.of(Setting.OUTPUT, format);
      Settings settings = new Settings(environment.variables(), environment.home(), flags);
      String wanted = settings.text(Setting.OUTPUT);
      return "json".equalsIgnoreCase(wanted) || "jsonl".equalsIgnoreCase(wanted);
    } catch (ConfigException broken) {
      return false;
    }
  }

  /** The top-level command. */
  @Command(
      name = "noetl-runtime",
      customSynopsis = "noetl-runtime [OPTIONS] COMMAND",
      synopsisSubcommandLabel = "COMMAND",
      header = "Administer the runtime components of NoETL: pools, brokers and API servers.",
      description = {"", "Works on a NoETL server, or with --direct on a database.", ""},
      commandListHeading = "%nCommands:%n",
      footer = {
        "",
        "Examples:",
        "  noetl-runtime register demo --runtime python --capacity 10 --label env=prod",
        "  noetl-runtime list --server http://noetl:8083",
        "  noetl-runtime help register"
      })
  static final class Root implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version.")
    boolean version;

    @Option(
        names = {"-v", "--verbose"},
        description = "With --version: also show the state of the start-up cache.")
    boolean verbose;

    String[] version(String number) {
      String name = "noetl-runtime " + number;
      return verbose ? new String[] {name, StartupCache.state()} : new String[] {name};
    }

    int execute(CommandLine.ParseResult parsed, Environment environment) {
      if (parsed.isUsageHelpRequested()) {
        environment.out().append(PregeneratedHelp.ofProgram());
        return ExitCode.OK.code();
      }
      CommandLine.ParseResult command = parsed.subcommand();
      if (command != null && command.isUsageHelpRequested()) {
        environment.out().append(PregeneratedHelp.ofCommand(command.commandSpec().name()));
        return ExitCode.OK.code();
      }
      return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "no command is given");
    }
  }
}
