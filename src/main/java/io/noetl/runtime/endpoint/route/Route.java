package io.noetl.runtime.endpoint.route;

import io.noetl.runtime.endpoint.metrics.RouteTimings;
import java.util.concurrent.CompletionStage;

/** One path with one method, and what makes its answers. */
public sealed interface Route {

  /** Method, path and access of the route. */
  Operation operation();

  /**
   * What identifies a route.
   *
   * @param method in upper case; GET answers HEAD, too
   * @param path with names in braces for its variable parts
   * @param access what the caller's token has to allow
   * @param timings how long its answers took
   */
  record Operation(String method, String path, Access access, RouteTimings timings) {

    Operation(String method, String path, Access access) {
      this(method, path, access, new RouteTimings(method, path));
    }
  }

  /** A route that answers without the registry. */
  record Local(Operation operation, Handler handler) implements Route {}

  /** A route that calls the registry. */
  sealed interface ToRegistry extends Route {

    /** The class of work, each with its own concurrency limit. */
    Work work();
  }

  /** A route whose handler blocks, so that each of its calls has a thread. */
  record Blocking(Operation operation, Work work, Handler handler) implements ToRegistry {}

  /** A route whose handler does not block, so that its calls need no thread. */
  record Async(Operation operation, Work work, AsyncHandler handler) implements ToRegistry {}

  /** What a call asks of the registry. */
  enum Work {
    /** Changes one row. */
    CHANGE,
    /** Reads one row. */
    LOOK_UP,
    /** Reads any number of rows. */
    LIST
  }

  /** Makes the answer to a call, or throws an error of the port. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /** Completes with the answer to a call; may throw or fail with an error of the port. */
  @FunctionalInterface
  interface AsyncHandler {
    CompletionStage<Reply> answer(Call call);
  }

  /** The method, in upper case. */
  default String method() {
    return operation().method();
  }

  /** The path, with names in braces for its variable parts. */
  default String path() {
    return operation().path();
  }

  /** What the caller's token has to allow. */
  default Access access() {
    return operation().access();
  }

  /** How long its answers took. */
  default RouteTimings timings() {
    return operation().timings();
  }

  /** Whether it reads the body of a request. */
  default boolean takesBody() {
    return !method().equals("GET");
  }

  /** Whether its error answers have the form of a list. */
  default boolean isList() {
    return this instanceof ToRegistry route && route.work() == Work.LIST;
  }

  /** A route that changes a component without blocking. */
  static Async async(String path, AsyncHandler handler) {
    return new Async(new Operation("POST", path, Access.WRITE), Work.CHANGE, handler);
  }

  /** A route that changes a component. */
  static Blocking change(String method, String path, Handler handler) {
    return new Blocking(new Operation(method, path, Access.WRITE), Work.CHANGE, handler);
  }

  /** A route that reads one component. */
  static Blocking lookUp(String path, Access access, Handler handler) {
    return new Blocking(new Operation("GET", path, access), Work.LOOK_UP, handler);
  }

  /** A route that reads many components. */
  static Blocking list(String path, Handler handler) {
    return new Blocking(new Operation("GET", path, Access.READ), Work.LIST, handler);
  }

  /** A route that answers without the registry. */
  static Local local(String path, Access access, Handler handler) {
    return new Local(new Operation("GET", path, access), handler);
  }
}
