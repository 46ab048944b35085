package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --uri} of changes: repeats a URI that the server stores but does not show. */
final class UriOption {

  @Option(
      names = "--uri",
      paramLabel = "URI",
      order = 23,
      description = "Address, for servers that store but do not show it.")
  @Nullable String uri;

  /** Refuses one address for several components. */
  void checkOne(ComponentSelection selection) {
    if (uri != null) {
      selection.requireOne("--uri");
    }
  }

  RuntimeUpdateRequest in(RuntimeUpdateRequest change) {
    return uri == null ? change : change.withUri(uri);
  }
}
