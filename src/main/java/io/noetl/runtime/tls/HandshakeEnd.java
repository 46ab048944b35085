package io.noetl.runtime.tls;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a handshake that was refused, which it always will be, from one that was cut off.
 */
public final class HandshakeEnd {

  private HandshakeEnd() {}

  /** Whether the connection ended meanwhile, or nothing came. */
  public static boolean isCut(Throwable failure) {
    return cause(failure, EOFException.class) != null
        || cause(failure, SocketException.class) != null
        || cause(failure, SocketTimeoutException.class) != null;
  }

  /** The first of a kind among a failure and what caused it; null where there is none. */
  public static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return type.cast(cause);
  }
}
