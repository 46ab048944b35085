package io.noetl.runtime.cli.change;

import io.noetl.runtime.schema.RuntimeUpdateRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An address that a change brings again, since the server does not show the one that it has. */
final class UriOption {

  @Option(
      names = "--uri",
      paramLabel = "URI",
      order = 23,
      description = "Its address, for servers that store but do not show it.")
  @Nullable String uri;

  RuntimeUpdateRequest in(RuntimeUpdateRequest change) {
    return uri == null ? change : change.withUri(uri);
  }
}
