package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The argument NAME; the environment variable of the worker is the default. */
public final class NameArgument {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of the component (default: $NOETL_WORKER_POOL_NAME).")
  public @Nullable String name;

  /** Several normalised names without duplicates; the default where none is given. */
  public static List<String> all(List<String> names, Settings settings) {
    Set<String> all = new LinkedHashSet<>();
    for (String given :
        names.isEmpty() ? Collections.<@Nullable String>singletonList(null) : names) {
      all.add(String.valueOf(RuntimeListQuery.named(null, of(given, settings)).name()));
    }
    return List.copyOf(all);
  }

  /** The name; an empty one is refused, since servers take it for their own pool. */
  public String in(Settings settings) {
    return of(name, settings);
  }

  /** The same for a NAME that was read elsewhere; null for none. */
  public static String of(@Nullable String name, Settings settings) {
    String given = name == null ? settings.text(Setting.NAME) : name;
    if (given == null || given.isBlank()) {
      throw new UsageException(
          name == null ? "no component is named" : "the component's name is empty",
          "give NAME or set NOETL_WORKER_POOL_NAME");
    }
    return given;
  }
}
