package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.probe.ComponentProbes;
import io.noetl.runtime.probe.ProbeAllowList;
import io.noetl.runtime.probe.ProbeResult;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which components themselves are asked whether they answer. */
public final class ProbeOptions {

  private static final String COMPUTED = "computed";
  private static final String REACHABLE = "reachable";
  private static final String PROBE = "probe";

  @Option(
      names = "--probe",
      order = 23,
      description =
          "Also require that the component answers: HTTP GET of meta.health_path (default:"
              + " /health) or a TCP connection at its URI, within 2s.")
  private boolean isOn;

  @Option(
      names = "--probe-allow",
      paramLabel = "CIDR|HOST",
      split = ",",
      order = 24,
      description = "Network or host that --probe may connect to (default: none). May be repeated.")
  private List<String> allow = new ArrayList<>();

  /** Asks components, and notes what became of it; leaves them as they are without the option. */
  List<ListedComponent> probed(List<ListedComponent> components, @Nullable ComponentProbes probes) {
    if (probes == null) {
      return components;
    }
    List<ProbeResult> results;
    try {
      results = probes.of(components.stream().map(ListedComponent::info).toList());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return components;
    }
    List<ListedComponent> probed = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      probed.add(with(components.get(i), results.get(i)));
    }
    return probed;
  }

  /**
   * What asks components; null without the option.
   *
   * @throws UsageException for options that do not fit together or name no host
   */
  @Nullable ComponentProbes probes() {
    if (!isOn) {
      if (!allow.isEmpty()) {
        throw new UsageException("--probe-allow has no effect without --probe", "add --probe");
      }
      return null;
    }
    if (allow.isEmpty()) {
      throw new UsageException(
          "--probe needs --probe-allow",
          "name the networks or hosts that it may connect to, such as --probe-allow 10.0.0.0/8");
    }
    try {
      return new ComponentProbes(new ProbeAllowList(allow));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(
          "--probe-allow is " + ShellWord.of(String.valueOf(wrong.getMessage())),
          "use a network such as 10.0.0.0/8, an address or a host name");
    }
  }

  private static ListedComponent with(ListedComponent component, ProbeResult result) {
    JsonObject row = component.info().json();
    JsonObject computed =
        row.object(COMPUTED).with(REACHABLE, result.reachable()).with(PROBE, result.words());
    return new ListedComponent(
        new RuntimeComponentInfo(row.with(COMPUTED, computed)),
        component.liveness(),
        component.node());
  }

  private static JsonObject computed(ListedComponent component) {
    return component.info().json().object(COMPUTED);
  }

  /** The view with a column for the result. */
  View<ListedComponent> view() {
    if (!isOn) {
      return CheckView.VIEW;
    }
    List<Column<ListedComponent>> columns = new ArrayList<>(CheckView.VIEW.columns());
    columns.add(
        Column.of(
            "REACHABLE",
            component -> Objects.requireNonNullElse(computed(component).text(REACHABLE), "")));
    return new View<>(
        columns,
        CheckView.VIEW.name(),
        CheckView.VIEW.document(),
        component ->
            List.of(
                CheckView.VIEW.summary().apply(component).getFirst()
                    + ", probe: "
                    + computed(component).text(PROBE)));
  }

  /** Why a component fails the probe; null where it answers or was not to be asked. */
  @Nullable String problem(ListedComponent component) {
    if (!isOn) {
      return null;
    }
    JsonObject computed = computed(component);
    String reachable = computed.text(REACHABLE);
    String words = computed.text(PROBE);
    if (reachable == null) {
      return "was not probed: " + words;
    }
    return reachable.equals("true") ? null : "is not reachable: " + words;
  }
}
