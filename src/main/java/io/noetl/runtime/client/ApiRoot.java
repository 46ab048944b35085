package io.noetl.runtime.client;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Detects where the paths of the API start below the path of a base address. A proxy that only
 * strips its prefix keeps {@code /api}; NoETL's gateway replaces its own prefix with {@code /api}.
 * The first variant that answers is remembered.
 */
final class ApiRoot {

  private static final String API = "/api";

  private volatile @Nullable Boolean replaced;

  /** The answer at the path that exists on the server. */
  HttpAnswer ask(String path, Function<String, HttpAnswer> send) {
    if (!path.startsWith(API + "/")) {
      return send.apply(path);
    }
    String shorter = path.substring(API.length());
    if (replaced != null) {
      return send.apply(Boolean.TRUE.equals(replaced) ? shorter : path);
    }
    HttpAnswer answer = send.apply(path);
    if (answer.succeeded() && !isPage(answer)) {
      replaced = false;
      return answer;
    }
    if (!ErrorAnswers.lacksRoute(answer) && !isPage(answer)) {
      return answer;
    }
    HttpAnswer other = send.apply(shorter);
    if (ErrorAnswers.lacksRoute(other) || isPage(other)) {
      return answer;
    }
    replaced = true;
    return other;
  }

  /** Servers with a web UI may answer any path with a page. */
  private static boolean isPage(HttpAnswer answer) {
    String type = answer.header("Content-Type");
    return type != null && type.contains("html");
  }
}
