package io.noetl.runtime.cli;

import io.noetl.runtime.cli.process.Clock;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.Host;
import io.noetl.runtime.cli.process.IdleQueue;
import io.noetl.runtime.cli.process.Launch;
import io.noetl.runtime.cli.process.ScriptedProcesses;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import io.noetl.runtime.cli.process.Streams;
import io.noetl.runtime.cli.process.Terminals;
import io.noetl.runtime.generate.GeneratedFiles;
import io.noetl.runtime.generate.ProgramModel;
import io.noetl.runtime.generate.TopicModel;
import io.noetl.runtime.generate.TopicText;
import io.noetl.runtime.generate.Topics;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Everything that is made from the commands and checked in: completions, manual pages, the pages of
 * the commands and the snapshots of the help. The build has it written below {@code
 * target/generated}; {@code src/dist/update-generated.sh} copies it from there.
 */
final class Generated {

  private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

  static final String HELP = "src/main/resources/io/noetl/runtime/cli/help/";

  private static final String EXAMPLE =
      "src/main/resources/io/noetl/runtime/cli/component/example.yaml";

  private Generated() {}

  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = Path.of(arguments[0]).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Paths below the top level, and what the files hold. */
  static Map<String, String> files() throws IOException {
    CommandLine root = root();
    ProgramModel program = program(root);
    List<TopicModel> topics = Topics.of(program, Files.readAllLines(Path.of(EXAMPLE)));
    Map<String, String> files = new TreeMap<>(GeneratedFiles.of(program, topics));
    topics.forEach(
        topic -> files.put(HELP + "topics/" + topic.name() + ".txt", TopicText.of(topic)));
    CommandLine shown = root();
    HelpLayout.program(shown, topics);
    files.put(HELP + "noetl-runtime.txt", shown.getUsageMessage());
    for (String name : CommandTable.NAMES) {
      CommandLine command = shown.getSubcommands().get(name);
      HelpLayout.command(command);
      files.put(HELP + name + ".txt", command.getUsageMessage());
    }
    files.put(
        HELP + "topics/options.txt",
        "Options of every command that reaches a registry, before or after the command.\n"
            + HelpLayout.sharedOptions(root.getSubcommands().get("list")));
    return files;
  }

  static ProgramModel program(CommandLine root) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    return CommandModels.of(
        root, first("<version>([^<]+)", pom), first("<project.build.outputTimestamp>(.{10})", pom));
  }

  private static String first(String expression, String text) {
    Matcher matcher = Pattern.compile(expression).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("the project has no " + expression);
    }
    return matcher.group(1);
  }

  /** The commands in an empty environment; nothing is run. */
  static CommandLine root() {
    return new NoetlRuntime(
            new Environment(
                Map.of(),
                Path.of("/"),
                new Streams(InputStream.nullInputStream(), NOWHERE, NOWHERE, new IdleQueue()),
                new Terminals(false, false, false, 0, new ScriptedScreen(0, 0)),
                new Host(
                    () -> "host",
                    new ScriptedProcesses(JsonObject.EMPTY),
                    (name, action) -> {},
                    status -> {},
                    new SplittableRandom()),
                new Clock(InstantSource.system(), new ScriptedTime()),
                Launch.PLAIN,
                "version"))
        .commandLine();
  }
}
