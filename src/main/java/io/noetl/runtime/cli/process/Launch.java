package io.noetl.runtime.cli.process;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties that the launcher sets about this process and its caller.
 *
 * @param property returns a system property of the launcher; null where it is not set
 */
public record Launch(Function<String, @Nullable String> property) {

  /** A process without a launcher. */
  public static final Launch PLAIN = new Launch(name -> null);

  /** Whether the command will certainly call a server over plain HTTP. */
  public boolean asksServer() {
    return "http".equals(property.apply("noetl.prepare"));
  }

  /** Whether the descriptor with the number of SIGQUIT is reserved, or belongs to the caller. */
  public boolean keepsQuitDescriptor() {
    return property.apply("noetl.quit") != null;
  }

  /** The caller's open descriptors; null where they are unknown. */
  public @Nullable String descriptors() {
    return property.apply("noetl.descriptors");
  }

  /** The descriptor of the caller's working directory if it was removed. */
  public @Nullable String folder() {
    return property.apply("noetl.folder");
  }

  /** The signals that the caller blocks as a bit mask; 0 where they are unknown. */
  public long blockedSignals() {
    return signals("noetl.blocked");
  }

  /** The signals that the caller ignores as a bit mask; 0 where they are unknown. */
  public long ignoredSignals() {
    return signals("noetl.ignored");
  }

  private long signals(String name) {
    String mask = property.apply(name);
    return mask == null || mask.isEmpty() ? 0 : Long.parseUnsignedLong(mask, 16);
  }
}
