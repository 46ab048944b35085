package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyDocument;
import io.noetl.runtime.schema.dependency.DependencyNode;
import java.util.List;

/** Dependencies as rows of a table, and components with theirs as documents. */
final class DependencyViews {

  /** A dependency a row. */
  static final View<Dependency> EDGES =
      new View<>(
          List.of(
              Column.of("COMPONENT", dependency -> dependency.from().path()),
              Column.<Dependency>of("DEPENDS_ON", dependency -> dependency.reference().text())
                  .titled("DEPENDS ON"),
              Column.<Dependency>of("MET", DependencyViews::met).colored(DependencyViews::color),
              Column.of("STATE", Dependency::stateInWords)),
          dependency -> dependency.from().path(),
          dependency -> DependencyDocument.of(dependency).node(),
          dependency -> List.of(dependency.from().path() + " " + dependency.inWords()));

  /** A component a document. */
  static final View<DependencyNode> COMPONENTS =
      new View<>(
          List.of(Column.of("NAME", DependencyNode::path)),
          DependencyNode::path,
          node -> DependencyDocument.of(node).node(),
          node -> List.of(DependencyWords.component(node)));

  private DependencyViews() {}

  private static String met(Dependency dependency) {
    return dependency.isMet() ? "yes" : dependency.state().isListed() ? "no" : "unknown";
  }

  private static Paint color(Dependency dependency) {
    return dependency.isMet() ? Paint.GREEN : dependency.isLacking() ? Paint.RED : Paint.YELLOW;
  }
}
