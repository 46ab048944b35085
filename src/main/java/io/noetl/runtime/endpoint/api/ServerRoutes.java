package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.registry.DatabaseMonitor;
import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.ErrorAnswers;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.endpoint.task.Scheduler;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.util.List;

/** The routes about the server itself: health, API description and web page. */
public final class ServerRoutes {

  /** Looks up one row, which need not exist: this needs a connection, the table and an index. */
  public static final RuntimeListQuery LOOK =
      RuntimeListQuery.named(RuntimeKind.SERVER_API, "health");

  private final RuntimeApi registry;
  private final DatabaseMonitor database;
  private final ErrorAnswers errors;
  private final Duration offlineAfter;
  private final Scheduler scheduler;
  private final Reply description;
  private final Reply page = WebPage.reply();

  public ServerRoutes(
      RuntimeApi registry,
      DatabaseMonitor database,
      ErrorAnswers errors,
      Duration offlineAfter,
      Scheduler scheduler,
      String version) {
    this.registry = registry;
    this.database = database;
    this.errors = errors;
    this.offlineAfter = offlineAfter;
    this.scheduler = scheduler;
    this.description = ApiDescription.reply(version);
  }

  public List<Route> routes() {
    return List.of(
        Route.local("/health", Access.OPEN, call -> status("ok")),
        Route.lookUp("/api/health", Access.OPEN, this::health),
        Route.local("/openapi.json", Access.OPEN, call -> description),
        Route.local("/", Access.OPEN, call -> page));
  }

  /** Seconds as a whole number, if possible. */
  private static Number seconds(Duration silence) {
    long millis = silence.toMillis();
    return millis % 1000 == 0 ? (Number) (millis / 1000) : (Number) (millis / 1000.0);
  }

  private static Reply status(String status) {
    return Reply.json(200, JsonObject.EMPTY.with("status", status));
  }

  /** Checks that the database answers and that no task in the background is late. */
  private Reply health(Call call) {
    try {
      registry.list(LOOK);
      String late = scheduler.lateTask();
      if (late != null) {
        return errors.retryLater(
            Reply.json(
                503,
                JsonObject.EMPTY
                    .with("status", "unavailable")
                    .with("database", "ok")
                    .with("reason", late)));
      }
      return Reply.json(
          200,
          JsonObject.EMPTY
              .with("status", "ok")
              .with("database", "ok")
              .with("offline_after_s", seconds(offlineAfter)));
    } catch (RuntimeApiException failure) {
      database.failed(failure);
      JsonObject answer = JsonObject.EMPTY.with("status", "unavailable");
      return errors.retryLater(
          Reply.json(503, answer.with("database", ErrorAnswers.reason(failure))));
    }
  }
}
