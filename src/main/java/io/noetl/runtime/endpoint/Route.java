package io.noetl.runtime.endpoint;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One path with one method.
 *
 * @param method in capitals; GET stands for HEAD too
 * @param path with names in braces for what varies
 * @param asksRegistry whether an answer may take until the deadline
 * @param handler makes the answer on a thread of its own; null where {@code prompt} does
 * @param prompt makes it without keeping the thread; null where {@code handler} does
 * @param isList whether its refusals keep the form of a list
 * @param timings how long its answers took
 */
record Route(
    String method,
    String path,
    Access access,
    boolean asksRegistry,
    boolean isList,
    @Nullable Handler handler,
    @Nullable PromptHandler prompt,
    Timings timings) {

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
    return new Route("POST", path, Access.WRITE, true, false, null, prompt, new Timings());
  }

  /** A route to the registry: who reads needs less than who writes. */
  static Route of(String method, String path, Handler handler) {
    Access access = method.equals("GET") ? Access.READ : Access.WRITE;
    return new Route(method, path, access, true, false, handler, null, new Timings());
  }

  static Route list(String path, Handler handler) {
    return new Route("GET", path, Access.READ, true, true, handler, null, new Timings());
  }

  /** A route that answers without the registry. */
  static Route local(String path, Access access, Handler handler) {
    return new Route("GET", path, access, false, false, handler, null, new Timings());
  }

  /** A route of everybody's that asks the registry. */
  static Route open(String path, Handler handler) {
    return new Route("GET", path, Access.OPEN, true, false, handler, null, new Timings());
  }
}
