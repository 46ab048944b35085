package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.ReferenceState;
import io.noetl.runtime.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A graph of boxes and arrows in the languages of Graphviz and Mermaid. */
final class DependencyDrawing {

  /** The kinds of boxes. */
  private enum Box {
    AVAILABLE,
    BLOCKED,
    DEAD,
    MISSING,
    SELECTOR
  }

  private record Vertex(String id, String title, String subtitle, Box box) {}

  private record Arrow(String from, String to, String label, boolean solid, boolean met) {}

  private final Map<String, Vertex> vertices = new LinkedHashMap<>();
  private final List<Arrow> arrows = new ArrayList<>();

  /** Draws components and the dependencies between them. */
  DependencyDrawing(List<DependencyNode> nodes, List<Dependency> edges) {
    nodes.forEach(this::add);
    Map<String, ReferenceState> selectors = new TreeMap<>();
    for (Dependency edge : edges) {
      ReferenceState state = edge.state();
      add(edge.from());
      String range = state.reference().range();
      boolean isRequired = !edge.reference().optional();
      String to;
      String label = "";
      if (state.selects()) {
        to = state.reference().text();
        selectors.put(to, state);
        vertices.putIfAbsent(to, new Vertex(to, to, state.words(), Box.SELECTOR));
      } else {
        to = state.reference().kind() + "/" + state.reference().name();
        label = range == null ? "" : range;
        if (state.targets().isEmpty()) {
          vertices.putIfAbsent(to, new Vertex(to, to, state.words(), Box.MISSING));
        } else {
          add(state.targets().getFirst());
        }
      }
      arrows.add(
          new Arrow(edge.from().path(), to, label, isRequired, state.isMet() || !state.isListed()));
    }
    selectors.forEach((id, state) -> {
      for (DependencyNode target : state.targets()) {
        add(target);
        arrows.add(new Arrow(id, target.path(), "", true, state.whyNot(target).isEmpty()));
      }
    });
  }

  private void add(DependencyNode node) {
    vertices.computeIfAbsent(
        node.path(),
        path ->
            new Vertex(
                path,
                path,
                node.statusAndVersion(" ") + (node.isBlocked() ? ", blocked" : ""),
                node.isBlocked() ? Box.BLOCKED : node.isAvailable() ? Box.AVAILABLE : Box.DEAD));
  }

  /** The text for {@code dot}. */
  List<String> dot() {
    List<String> lines = new ArrayList<>();
    lines.add("digraph dependencies {");
    lines.add("  rankdir=LR;");
    lines.add("  node [shape=box];");
    for (Vertex vertex : vertices.values()) {
      String style =
          switch (vertex.box()) {
            case AVAILABLE -> "";
            case BLOCKED -> ", color=orange";
            case DEAD -> ", color=red";
            case MISSING -> ", color=red, style=dashed";
            case SELECTOR -> ", shape=ellipse";
          };
      lines.add(
          "  %s [label=\"%s\\n%s\"%s];"
              .formatted(
                  quoted(vertex.id()), dotText(vertex.title()), dotText(vertex.subtitle()), style));
    }
    for (Arrow arrow : arrows) {
      List<String> attributes = new ArrayList<>();
      if (!arrow.label().isEmpty()) {
        attributes.add("label=" + quoted(arrow.label()));
      }
      if (!arrow.solid()) {
        attributes.add("style=dashed");
      }
      if (!arrow.met()) {
        attributes.add("color=red");
      }
      lines.add(
          "  "
              + quoted(arrow.from())
              + " -> "
              + quoted(arrow.to())
              + (attributes.isEmpty() ? "" : " [" + String.join(", ", attributes) + "]")
              + ";");
    }
    lines.add("}");
    return lines;
  }

  private static String quoted(String text) {
    return '"' + dotText(text) + '"';
  }

  private static String dotText(String text) {
    return Printable.escape(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** The text for Mermaid. */
  List<String> mermaid() {
    List<String> lines = new ArrayList<>();
    lines.add("flowchart LR");
    Map<String, String> numbers = new LinkedHashMap<>();
    for (Vertex vertex : vertices.values()) {
      String number = "n" + numbers.size();
      numbers.put(vertex.id(), number);
      String text = mermaidText(vertex.title()) + "<br/>" + mermaidText(vertex.subtitle());
      boolean isSelector = vertex.box() == Box.SELECTOR;
      lines.add(
          "  "
              + number
              + (isSelector ? "([\"" : "[\"")
              + text
              + (isSelector ? "\"])" : "\"]")
              + switch (vertex.box()) {
                case AVAILABLE, SELECTOR -> "";
                case BLOCKED -> ":::blocked";
                case DEAD -> ":::dead";
                case MISSING -> ":::missing";
              });
    }
    for (Arrow arrow : arrows) {
      String line = arrow.solid() ? " -->" : " -.->";
      lines.add(
          "  "
              + numbers.get(arrow.from())
              + line
              + (arrow.label().isEmpty() ? "" : "|\"" + mermaidText(arrow.label()) + "\"|")
              + " "
              + numbers.get(arrow.to()));
    }
    addLinkStyle(lines);
    lines.add("  classDef blocked stroke:orange");
    lines.add("  classDef dead stroke:red");
    lines.add("  classDef missing stroke:red,stroke-dasharray:4");
    return lines;
  }

  private void addLinkStyle(List<String> lines) {
    List<String> unmet = new ArrayList<>();
    for (int i = 0; i < arrows.size(); i++) {
      if (!arrows.get(i).met()) {
        unmet.add(Integer.toString(i));
      }
    }
    if (!unmet.isEmpty()) {
      lines.add("  linkStyle " + String.join(",", unmet) + " stroke:red");
    }
  }

  private static String mermaidText(String text) {
    return Printable.escape(text)
        .replace("#", "#35;")
        .replace("&", "#amp;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
