package io.noetl.runtime.cli;

import io.noetl.runtime.agent.LostRegistrationPolicy;
import io.noetl.runtime.agent.OrphanPolicy;
import io.noetl.runtime.agent.SupervisorOptions.Deregister;
import io.noetl.runtime.cli.component.ComponentColumn;
import io.noetl.runtime.cli.component.StatusOption;
import io.noetl.runtime.cli.query.CheckCommand;
import io.noetl.runtime.cli.query.ComponentFields;
import io.noetl.runtime.cli.query.WaitCommand;
import io.noetl.runtime.cli.resident.HeartbeatEnd;
import io.noetl.runtime.cli.resident.RunOptions;
import io.noetl.runtime.cli.settings.CompletionShell;
import io.noetl.runtime.cli.settings.ContextAction;
import io.noetl.runtime.cli.terminal.CommandFormats;
import io.noetl.runtime.generate.Taken;
import io.noetl.runtime.generate.Taken.Looked;
import io.noetl.runtime.output.ColorWhen;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.schema.RegistrationField;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.discovery.AddressChoice;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the labels of options and arguments stand for: {@code FILE} is a file wherever it appears.
 */
final class ParameterLabels {

  private static final Map<String, Taken> TAKEN =
      Map.ofEntries(
          Map.entry("FILE", Looked.FILE),
          Map.entry("NAME", Looked.NAME),
          Map.entry("COMMAND", new Taken.Words(helped())),
          Map.entry("CMD", Looked.PROGRAM),
          Map.entry("KIND", words(RuntimeKind.values(), RuntimeKind::word)),
          Map.entry("FORMAT", words(formats(), OutputFormat::word)),
          Map.entry("WHEN", words(ColorWhen.values(), ParameterLabels::lowerCase)),
          Map.entry("COLUMN", new Taken.Words(ComponentColumn.names())),
          Map.entry("COLUMNS", new Taken.WordList(ComponentColumn.names())),
          Map.entry("FIELDS", new Taken.WordList(ComponentFields.NAMES)),
          Map.entry("FIELD", words(RegistrationField.values(), RegistrationField::word)),
          Map.entry(
              "GROUP", new Taken.Words(List.of("status", "kind", "runtime", "version", "label"))),
          Map.entry("REF", Looked.REFERENCE),
          Map.entry("SELECTOR", Looked.LABEL),
          Map.entry("CONTEXT", Looked.CONTEXT),
          Map.entry("VERB", words(ContextAction.values(), ContextAction::word)),
          Map.entry("BOOL", new Taken.Words(List.of("true", "false"))),
          Map.entry("PATH", Looked.FILE),
          Map.entry("CHOICE", words(AddressChoice.values(), AddressChoice::word)),
          Map.entry("SYSTEM", new Taken.Words(List.of("prometheus"))),
          Map.entry("CASE", words(Deregister.values(), RunOptions::word)),
          Map.entry("ACTION", words(LostRegistrationPolicy.values(), RunOptions::word)),
          Map.entry("FATE", words(OrphanPolicy.values(), RunOptions::word)),
          Map.entry("SHELL", words(CompletionShell.values(), CompletionShell::word)),
          Map.entry("END", words(HeartbeatEnd.values(), ParameterLabels::lowerCase)),
          Map.entry("'K: V'", Looked.TEXT),
          Map.entry("DURATION", Looked.TEXT),
          Map.entry("SOURCE", Looked.FILE),
          Map.entry("ARG", Looked.TEXT),
          Map.entry("GLOB", Looked.NAME),
          Map.entry("CIDR|HOST", Looked.TEXT),
          Map.entry("HOST", Looked.TEXT),
          Map.entry("HOST:PORT", Looked.TEXT),
          Map.entry("K=V", Looked.TEXT),
          Map.entry("N", Looked.TEXT),
          Map.entry("PID", Looked.TEXT),
          Map.entry("PORT", Looked.TEXT),
          Map.entry("RANGE", Looked.TEXT),
          Map.entry("warn|refuse", new Taken.Words(List.of("warn", "refuse"))),
          Map.entry("text|json", new Taken.Words(List.of("text", "json"))),
          Map.entry("TEXT", Looked.TEXT),
          Map.entry("TYPE", Looked.TEXT),
          Map.entry("VERSION", Looked.TEXT),
          Map.entry("URI", Looked.TEXT),
          Map.entry("URL", Looked.TEXT));

  private ParameterLabels() {}

  /**
   * What an argument takes: the words that its type or its declaration names, or what its label
   * stands for.
   */
  static Taken of(ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      List<String> words = new ArrayList<>();
      // Enums are accepted in any case.
      argument
          .completionCandidates()
          .forEach(word -> words.add(argument.type().isEnum() ? lowerCase(word) : word));
      return new Taken.Words(words);
    }
    if (argument.paramLabel().equals("FORMAT")
        && argument.command().userObject() instanceof CommandFormats own) {
      return new Taken.Words(own.formats());
    }
    Taken taken =
        argument.paramLabel().equals("STATUS")
            ? status(argument)
            : TAKEN.get(argument.paramLabel());
    if (taken == null) {
      throw new IllegalStateException(
          argument.paramLabel()
              + " of "
              + named(argument)
              + " is no label that ParameterLabels knows: use one that it has, or add a row");
    }
    return taken;
  }

  /**
   * A registration has no status that is computed from heartbeats, and only a wait one for gone.
   */
  private static Taken status(ArgSpec argument) {
    Class<?> declaring = ((Field) argument.userObject()).getDeclaringClass();
    if (declaring == StatusOption.class) {
      return new Taken.WordList(StatusOption.KNOWN);
    }
    if (declaring == WaitCommand.class) {
      return new Taken.Words(
          List.of("ready", "active", "busy", "draining", "offline", "stale", "dead", "gone"));
    }
    return new Taken.Words(
        declaring == CheckCommand.class
            ? List.of("ready", "busy", "draining")
            : List.of("ready", "busy", "draining", "offline"));
  }

  private static String named(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : "an argument";
  }

  /** What the help describes. */
  private static List<String> helped() {
    List<String> words = new ArrayList<>(CommandTable.NAMES);
    PregeneratedHelp.TOPICS.stream().filter(topic -> !words.contains(topic)).forEach(words::add);
    return words;
  }

  /** The one that an option of its own asks for is not offered. */
  private static OutputFormat[] formats() {
    return Arrays.stream(OutputFormat.values())
        .filter(format -> format != OutputFormat.CSV_RAW)
        .toArray(OutputFormat[]::new);
  }

  private static <T> Taken words(T[] values, Function<T, String> word) {
    return new Taken.Words(Arrays.stream(values).map(word).toList());
  }

  private static String lowerCase(Enum<?> value) {
    return lowerCase(value.name());
  }

  private static String lowerCase(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
