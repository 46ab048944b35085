package io.noetl.runtime.endpoint;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One path with one method.
 *
 * @param method in capitals; GET stands for HEAD too
 * @param path with names in braces for what varies
 * @param work what an answer takes
 * @param handler makes the answer on a thread of its own; null where {@code prompt} does
 * @param prompt makes it without keeping the thread; null where {@code handler} does
 * @param timings how long its answers took
 */
record Route(
    String method,
    String path,
    Access access,
    Work work,
    @Nullable Handler handler,
    @Nullable PromptHandler prompt,
    Timings timings) {

  /** What an answer takes: each sort has places of its own, and nobody the other's. */
  enum Work {
    /** One row of the registry, changed. */
    CHANGE,
    /** One row, read. */
    LOOK_UP,
    /** Any number of rows. */
    LIST,
    /** Nothing of the registry. */
    NONE
  }

  /** Whether an answer may take until the deadline. */
  boolean asksRegistry() {
    return work != Work.NONE;
  }

  /** Whether its refusals keep the form of a list. */
  boolean isList() {
    return work == Work.LIST;
  }

  /** Makes the answer to a call, or throws an error of the port. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /** Says when the answer to a call is there; what it throws or ends with is the handler's. */
  @FunctionalInterface
  interface PromptHandler {
    CompletionStage<Reply> answer(Call call);
  }

  /** Whether a body means something to it. */
  boolean takesBody() {
    return !method.equals("GET");
  }

  /** A route to the registry that many use at the same time. */
  static Route prompt(String path, PromptHandler prompt) {
    return new Route(
        "POST", path, Access.WRITE, Work.CHANGE, null, prompt, new Timings("POST", path));
  }

  /** A route to the registry: who reads needs less than who writes. */
  static Route of(String method, String path, Handler handler) {
    return method.equals("GET")
        ? new Route(
            method, path, Access.READ, Work.LOOK_UP, handler, null, new Timings(method, path))
        : new Route(
            method, path, Access.WRITE, Work.CHANGE, handler, null, new Timings(method, path));
  }

  static Route list(String path, Handler handler) {
    return new Route("GET", path, Access.READ, Work.LIST, handler, null, new Timings("GET", path));
  }

  /** A route that answers without the registry. */
  static Route local(String path, Access access, Handler handler) {
    return new Route("GET", path, access, Work.NONE, handler, null, new Timings("GET", path));
  }

  /** A route of everybody's that asks the registry. */
  static Route open(String path, Handler handler) {
    return new Route(
        "GET", path, Access.OPEN, Work.LOOK_UP, handler, null, new Timings("GET", path));
  }
}
