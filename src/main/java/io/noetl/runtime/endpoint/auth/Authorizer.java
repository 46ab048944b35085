package io.noetl.runtime.endpoint.auth;

import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.schema.RuntimeApiException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides who may use a route. */
public final class Authorizer {

  private static final String BEARER = "bearer ";

  private final @Nullable Path file;
  private volatile List<Token> tokens;

  /**
   * A guard who knows the tokens of a file.
   *
   * @param file null where nobody needs a token
   */
  public Authorizer(@Nullable Path file) {
    this.file = file;
    this.tokens = file == null ? List.of() : TokenFile.read(file);
  }

  /**
   * Reads the file again.
   *
   * @return what takes the tokens that it holds now
   * @throws RuntimeApiException when it is broken; the tokens that were known stay
   */
  public Runnable renewal() {
    List<Token> fresh = file == null ? tokens : TokenFile.read(file);
    return () -> tokens = fresh;
  }

  /** The refusal of somebody who may not use the route; null for who may. */
  public @Nullable Reply refusal(Access needed, @Nullable String authorization) {
    if (file == null || needed == Access.OPEN) {
      return null;
    }
    Access granted = granted(authorization);
    if (granted == Access.OPEN) {
      return Reply.detail(401, "Not authenticated").with("WWW-Authenticate", "Bearer");
    }
    return granted.compareTo(needed) < 0 ? Reply.detail(403, "this token may only read") : null;
  }

  private Access granted(@Nullable String authorization) {
    Token token = token(authorization);
    return token == null ? Access.OPEN : token.access();
  }

  /**
   * The token that somebody shows; null where it is none of ours. Looks at every one, so that the
   * time tells nothing of which one it was.
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
