package io.noetl.runtime.endpoint;

/**
 * One path with one method.
 *
 * @param method in capitals; GET stands for HEAD too
 * @param path with names in braces for what varies
 * @param asksRegistry whether an answer may take until the deadline
 * @param handler makes the answer
 * @param isList whether its refusals keep the form of a list
 * @param timings how long its answers took
 */
record Route(
    String method,
    String path,
    Access access,
    boolean asksRegistry,
    boolean isList,
    Handler handler,
    Timings timings) {

  /** Makes the answer to a call, or throws an error of the port. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /** A route to the registry: who reads needs less than who writes. */
  static Route of(String method, String path, Handler handler) {
    Access access = method.equals("GET") ? Access.READ : Access.WRITE;
    return new Route(method, path, access, true, false, handler, new Timings());
  }

  static Route list(String path, Handler handler) {
    return new Route("GET", path, Access.READ, true, true, handler, new Timings());
  }

  /** A route that answers without the registry. */
  static Route local(String path, Access access, Handler handler) {
    return new Route("GET", path, access, false, false, handler, new Timings());
  }

  /** A route of everybody's that asks the registry. */
  static Route open(String path, Handler handler) {
    return new Route("GET", path, Access.OPEN, true, false, handler, new Timings());
  }
}
