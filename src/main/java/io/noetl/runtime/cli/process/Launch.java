package io.noetl.runtime.cli.process;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher knows of this process and its caller.
 *
 * @param property gives a system property that the launcher may have set; null where it did not
 */
public record Launch(Function<String, @Nullable String> property) {

  /** A process without a launcher. */
  public static final Launch PLAIN = new Launch(name -> null);

  /** Whether the command line will surely ask a server over plain HTTP. */
  public boolean asksServer() {
    return "http".equals(property.apply("noetl.prepare"));
  }

  /** Whether the descriptor with the number of SIGQUIT is kept free, or is the caller's. */
  public boolean keepsQuitDescriptor() {
    return property.apply("noetl.quit") != null;
  }

  /** The caller's open descriptors; null where nobody looked. */
  public @Nullable String descriptors() {
    return property.apply("noetl.descriptors");
  }

  /** The descriptor of the caller's working directory where that was removed. */
  public @Nullable String folder() {
    return property.apply("noetl.folder");
  }

  /** The signals that the caller blocks, a bit for each; none where nobody looked. */
  public long blockedSignals() {
    return signals("noetl.blocked");
  }

  /** The signals that the caller ignores, a bit for each; none where nobody looked. */
  public long ignoredSignals() {
    return signals("noetl.ignored");
  }

  private long signals(String name) {
    String mask = property.apply(name);
    return mask == null || mask.isEmpty() ? 0 : Long.parseUnsignedLong(mask, 16);
  }
}
