package io.noetl.runtime.cli;

import io.noetl.runtime.cli.change.DeregisterCommand;
import io.noetl.runtime.cli.change.DrainCommand;
import io.noetl.runtime.cli.change.RegisterCommand;
import io.noetl.runtime.cli.change.ResumeCommand;
import io.noetl.runtime.cli.change.SetCommand;
import io.noetl.runtime.cli.declare.ApplyCommand;
import io.noetl.runtime.cli.declare.CompareCommand;
import io.noetl.runtime.cli.declare.ExportCommand;
import io.noetl.runtime.cli.dependency.DependenciesCommand;
import io.noetl.runtime.cli.discovery.DiscoveryCommand;
import io.noetl.runtime.cli.discovery.ResolveCommand;
import io.noetl.runtime.cli.doctor.DoctorCommand;
import io.noetl.runtime.cli.doctor.VersionCommand;
import io.noetl.runtime.cli.maintenance.InitCommand;
import io.noetl.runtime.cli.maintenance.PruneCommand;
import io.noetl.runtime.cli.maintenance.SweepCommand;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.query.CheckCommand;
import io.noetl.runtime.cli.query.ExplainCommand;
import io.noetl.runtime.cli.query.GetCommand;
import io.noetl.runtime.cli.query.ListCommand;
import io.noetl.runtime.cli.query.VersionsCommand;
import io.noetl.runtime.cli.query.WaitCommand;
import io.noetl.runtime.cli.resident.HeartbeatCommand;
import io.noetl.runtime.cli.resident.RunCommand;
import io.noetl.runtime.cli.serve.ServeCommand;
import io.noetl.runtime.cli.settings.CompletionCommand;
import io.noetl.runtime.cli.settings.ConfigCommand;
import io.noetl.runtime.cli.settings.ContextCommand;
import io.noetl.runtime.cli.settings.ExitCodesCommand;
import io.noetl.runtime.cli.settings.ProbeScriptCommand;
import io.noetl.runtime.cli.watch.FlapsCommand;
import io.noetl.runtime.cli.watch.WatchCommand;
import java.util.List;

/** Every command in the order of the help. */
final class CommandTable {

  /** Other words for commands, each with the command. */
  static final List<String> ALIASES = List.of("ls", "describe", "delete", "rm", "deps");

  static final List<String> NAMES =
      List.of(
          "register",
          "set",
          "heartbeat",
          "deregister",
          "drain",
          "resume",
          "get",
          "check",
          "wait",
          "list",
          "watch",
          "flaps",
          "versions",
          "dependencies",
          "resolve",
          "discovery",
          "doctor",
          "apply",
          "export",
          "explain",
          "run",
          "probe-script",
          "serve",
          "init",
          "sweep",
          "prune",
          "compare",
          "context",
          "config",
          "completion",
          "exit-codes",
          "version");

  private CommandTable() {}

  /** The command that a word stands for: the one that it is an alias of, or itself. */
  static String command(String word) {
    return switch (word) {
      case "ls" -> "list";
      case "describe" -> "get";
      case "deps" -> "dependencies";
      case "delete", "rm" -> "deregister";
      default -> word;
    };
  }

  /** A command; only its class is loaded, and none of the others. */
  static Object make(String name, Environment environment) {
    return switch (name) {
      case "register" -> new RegisterCommand(environment);
      case "set" -> new SetCommand(environment);
      case "heartbeat" -> new HeartbeatCommand(environment);
      case "deregister" -> new DeregisterCommand(environment);
      case "apply" -> new ApplyCommand(environment);
      case "export" -> new ExportCommand(environment);
      case "compare" -> new CompareCommand(environment);
      case "run" -> new RunCommand(environment);
      case "list" -> new ListCommand(environment);
      case "watch" -> new WatchCommand(environment);
      case "flaps" -> new FlapsCommand(environment);
      case "versions" -> new VersionsCommand(environment);
      case "get" -> new GetCommand(environment);
      case "check" -> new CheckCommand(environment);
      case "wait" -> new WaitCommand(environment);
      case "drain" -> new DrainCommand(environment);
      case "resume" -> new ResumeCommand(environment);
      case "dependencies" -> new DependenciesCommand(environment);
      case "resolve" -> new ResolveCommand(environment);
      case "discovery" -> new DiscoveryCommand(environment);
      case "doctor" -> new DoctorCommand(environment);
      case "serve" -> new ServeCommand(environment);
      case "init" -> new InitCommand(environment);
      case "sweep" -> new SweepCommand(environment);
      case "prune" -> new PruneCommand(environment);
      case "context" -> new ContextCommand(environment);
      case "config" -> new ConfigCommand(environment);
      case "probe-script" -> new ProbeScriptCommand(environment);
      case "completion" -> new CompletionCommand(environment);
      case "explain" -> new ExplainCommand(environment);
      case "version" -> new VersionCommand(environment);
      case "exit-codes" -> new ExitCodesCommand(environment);
      default -> throw new IllegalArgumentException("no command: " + name);
    };
  }
}
