package io.noetl.runtime.endpoint.auth;

import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.schema.RuntimeApiException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides by its token which routes a client may use. */
public final class Authorizer {

  private static final String BEARER = "bearer ";

  private final @Nullable Path file;
  private volatile List<Token> tokens;

  /**
   * An authorizer with the tokens of a file.
   *
   * @param file null when no token is needed
   */
  public Authorizer(@Nullable Path file) {
    this.file = file;
    this.tokens = file == null ? List.of() : TokenFile.read(file);
  }

  /**
   * Reads the file again.
   *
   * @return puts the new tokens into effect
   * @throws RuntimeApiException when the file is invalid; the known tokens stay
   */
  public Runnable renewal() {
    List<Token> fresh = file == null ? tokens : TokenFile.read(file);
    return () -> tokens = fresh;
  }

  /** The answer to a client that may not use a route; null when it may. */
  public @Nullable Reply refusal(Access needed, @Nullable String authorization) {
    if (file == null || needed == Access.OPEN) {
      return null;
    }
    Access granted = granted(authorization);
    if (granted == Access.OPEN) {
      return Reply.detail(401, "Not authenticated").with("WWW-Authenticate", "Bearer");
    }
    return granted.compareTo(needed) < 0 ? Reply.detail(403, "this token is read-only") : null;
  }

  private Access granted(@Nullable String authorization) {
    Token token = token(authorization);
    return token == null ? Access.OPEN : token.access();
  }

  /**
   * The known token in a header; null when there is none. Compares all tokens, so that the time
   * does not depend on which one matches.
   */
  public @Nullable Token token(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return null;
    }
    byte[] digest = Token.digest(authorization.substring(BEARER.length()).strip());
    Token found = null;
    for (Token token : tokens) {
      boolean same = token.is(digest);
      found =
          same && (found == null || token.access().compareTo(found.access()) > 0) ? token : found;
    }
    return found;
  }
}
