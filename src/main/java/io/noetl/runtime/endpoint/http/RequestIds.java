package io.noetl.runtime.endpoint.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives each request its id. */
public final class RequestIds {

  private static final int LONGEST = 128;

  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  /** Ids with a random prefix. */
  public RequestIds(RandomGenerator random) {
    this.prefix = Long.toHexString(random.nextLong()) + "-";
  }

  /** The client's id where it may go into a header and a log; else a new one. */
  String of(@Nullable String given) {
    return given != null && isPlain(given)
        ? given
        : prefix + Long.toHexString(count.incrementAndGet());
  }

  private static boolean isPlain(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST
        && id.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.');
  }
}
