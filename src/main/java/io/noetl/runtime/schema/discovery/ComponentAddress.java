package io.noetl.runtime.schema.discovery;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.text.Printable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A component that takes work, and where it can be reached. */
public record ComponentAddress(RuntimeComponentInfo info, Liveness liveness)
    implements Confidential<ComponentAddress> {

  /** The address; one word without control characters. */
  public String uri() {
    return String.valueOf(info.uri());
  }

  /** The kind; empty in a row without one. */
  public String kind() {
    return Objects.requireNonNullElse(info.kind(), "");
  }

  /**
   * Whether a text can stand for an address: a blank or a control character would make two of it,
   * and another program would take a hyphen at its start for one of its options.
   */
  static boolean isAddress(@Nullable String uri) {
    return uri != null
        && !uri.isEmpty()
        && !uri.startsWith("-")
        && Printable.isPrintable(uri)
        && uri.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  @Override
  public ComponentAddress masked() {
    return new ComponentAddress(info.masked(), liveness);
  }

  /** The address as an object of JSON. */
  public JsonObject document() {
    return JsonObject.EMPTY
        .with("kind", info.kind())
        .with("name", info.name())
        .with("uri", info.uri())
        .with("status", liveness.effectiveStatus())
        .with("runtime", info.runtimeType())
        .with("version", info.version())
        .with("hostname", info.hostname())
        .with("capacity", info.json().get("capacity"))
        .with("labels", info.labels());
  }
}
