package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.schema.NameGlob;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.text.ShellWord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select components by runtime, labels and name. */
public final class QueryOptions {

  @Option(
      names = "--runtime",
      paramLabel = "TYPE",
      order = 12,
      description = "Only components with this runtime (case-insensitive).")
  private @Nullable String runtime;

  @Mixin private final SelectorOption selector = new SelectorOption();

  @Option(
      names = "--name",
      paramLabel = "GLOB",
      order = 15,
      description = "Only names that match, such as 'gpu-*'.")
  private @Nullable String glob;

  /** The query of each given option alone, by the option and its value on a command line. */
  Map<String, RuntimeListQuery> alone() {
    Map<String, RuntimeListQuery> alone = new LinkedHashMap<>();
    if (runtime != null) {
      alone.put("--runtime " + ShellWord.of(runtime), RuntimeListQuery.ALL.withRuntime(runtime));
    }
    if (selector.isGiven()) {
      alone.put(selector.given(), RuntimeListQuery.ALL.withLabels(selector.selector()));
    }
    if (glob != null) {
      alone.put("--name " + ShellWord.of(glob), RuntimeListQuery.ALL.withGlob(pattern(glob)));
    }
    return alone;
  }

  private static NameGlob pattern(String text) {
    try {
      return NameGlob.of(text);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      throw FieldWords.ofFlags(invalid, field -> "--" + field);
    }
  }

  /**
   * The query for the selected components.
   *
   * @param kind null for every kind
   * @param leases whether the leases of NoETL's servers are included
   */
  public RuntimeListQuery of(@Nullable RuntimeKind kind, boolean leases) {
    return RuntimeListQuery.of(kind)
        .withGlob(glob == null ? null : pattern(glob))
        .withRuntime(runtime)
        .withLabels(selector.selector())
        .withLeases(leases);
  }
}
