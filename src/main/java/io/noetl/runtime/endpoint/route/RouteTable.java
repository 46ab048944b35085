package io.noetl.runtime.endpoint.route;

import io.noetl.runtime.text.PercentEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request. */
public final class RouteTable {

  private final List<Route> routes;
  private final Map<String, List<Route>> fixed = new HashMap<>();
  private final List<Route> varying = new ArrayList<>();

  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : routes) {
      if (route.path().indexOf('{') < 0) {
        fixed.computeIfAbsent(route.path(), path -> new ArrayList<>()).add(route);
      } else {
        varying.add(route);
      }
    }
  }

  List<Route> routes() {
    return routes;
  }

  /** The result of a search. */
  public sealed interface Match {

    /** The route, and the variable parts of the path, decoded. */
    record Found(Route route, List<String> variables) implements Match {}

    /** The path exists with these methods instead. */
    record OtherMethod(String allowed) implements Match {}

    /** No route has the path. */
    record Nothing() implements Match {}
  }

  /** Finds a route by the raw path, with or without a trailing slash. */
  public Match find(String method, String rawPath) {
    String path =
        rawPath.length() > 1 && rawPath.endsWith("/")
            ? rawPath.substring(0, rawPath.length() - 1)
            : rawPath;
    List<Route> there = fixed.getOrDefault(path, List.of());
    if (there.isEmpty()) {
      return vary(method, path);
    }
    for (Route route : there) {
      if (takes(route, method)) {
        return new Match.Found(route, List.of());
      }
    }
    return otherMethod(there);
  }

  private Match vary(String method, String path) {
    String[] parts = path.split("/", -1);
    for (Route route : varying) {
      List<String> variables = variables(route.path().split("/", -1), parts);
      if (!variables.isEmpty()) {
        return takes(route, method)
            ? new Match.Found(route, variables)
            : otherMethod(List.of(route));
      }
    }
    return new Match.Nothing();
  }

  private static boolean takes(Route route, String method) {
    return route.method().equals(method) || (method.equals("HEAD") && route.method().equals("GET"));
  }

  private static Match otherMethod(List<Route> routes) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      methods.add(route.method());
      if (route.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    return new Match.OtherMethod(String.join(", ", methods));
  }

  /** The variable parts; empty when the path does not match. */
  private static List<String> variables(String[] template, String[] path) {
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < template.length; i++) {
      if (template.length != path.length || path[i].isEmpty() != template[i].isEmpty()) {
        return List.of();
      }
      if (template[i].startsWith("{")) {
        variables.add(decoded(path[i]));
      } else if (!template[i].equals(path[i])) {
        return List.of();
      }
    }
    return variables;
  }

  /** In a path, unlike in a query, a plus sign stands for itself. */
  static String decoded(String part) {
    return PercentEncoding.decode(part);
  }
}
