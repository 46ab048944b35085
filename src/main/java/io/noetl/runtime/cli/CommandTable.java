package io.noetl.runtime.cli;

import io.noetl.runtime.cli.change.DeregisterCommand;
import io.noetl.runtime.cli.change.DrainCommand;
import io.noetl.runtime.cli.change.RegisterCommand;
import io.noetl.runtime.cli.change.ResumeCommand;
import io.noetl.runtime.cli.change.SetCommand;
import io.noetl.runtime.cli.declare.ApplyCommand;
import io.noetl.runtime.cli.declare.CompareCommand;
import io.noetl.runtime.cli.declare.ExportCommand;
import io.noetl.runtime.cli.doctor.DoctorCommand;
import io.noetl.runtime.cli.maintenance.InitCommand;
import io.noetl.runtime.cli.maintenance.PruneCommand;
import io.noetl.runtime.cli.maintenance.SweepCommand;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.query.CheckCommand;
import io.noetl.runtime.cli.query.GetCommand;
import io.noetl.runtime.cli.query.ListCommand;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every command in the order of the help. */
final class CommandTable {

  /** A command's name and how it is made. */
  record Entry(String name, Function<Environment, Object> make) {}

  static final List<Entry> ENTRIES =
      List.of(
          new Entry("register", RegisterCommand::new),
          new Entry("set", SetCommand::new),
          new Entry("heartbeat", HeartbeatCommand::new),
          new Entry("deregister", DeregisterCommand::new),
          new Entry("apply", ApplyCommand::new),
          new Entry("export", ExportCommand::new),
          new Entry("compare", CompareCommand::new),
          new Entry("run", RunCommand::new),
          new Entry("list", ListCommand::new),
          new Entry("watch", WatchCommand::new),
          new Entry("flaps", FlapsCommand::new),
          new Entry("get", GetCommand::new),
          new Entry("check", CheckCommand::new),
          new Entry("wait", WaitCommand::new),
          new Entry("drain", DrainCommand::new),
          new Entry("resume", ResumeCommand::new),
          new Entry("doctor", DoctorCommand::new),
          new Entry("serve", ServeCommand::new),
          new Entry("init", InitCommand::new),
          new Entry("sweep", SweepCommand::new),
          new Entry("prune", PruneCommand::new),
          new Entry("context", ContextCommand::new),
          new Entry("config", ConfigCommand::new),
          new Entry("probe-script", ProbeScriptCommand::new),
          new Entry("completion", CompletionCommand::new),
          new Entry("exit-codes", ExitCodesCommand::new));

  private CommandTable() {}

  /** The command that a command line begins with; null for none and for one that is unknown. */
  static @Nullable Entry named(List<String> arguments) {
    for (Entry entry : ENTRIES) {
      if (!arguments.isEmpty() && entry.name.equals(arguments.getFirst())) {
        return entry;
      }
    }
    return null;
  }
}
