package io.noetl.runtime.probe;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.text.HostPort;

/**
 * A URI, and after a line end a path of health: a component is not asked, or at a host with a port,
 * with a request of one line.
 */
public final class ProbeTargetFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String[] words = Fuzzing.text(input).split("\n", 2);
    JsonObject runtime =
        JsonObject.EMPTY.withPresent("health_path", words.length == 1 ? null : words[1]);
    RuntimeComponentInfo component =
        new RuntimeComponentInfo(
            JsonObject.EMPTY.with("name", "n").with("uri", words[0]).with("runtime", runtime));
    ProbeTarget target = Fuzzing.bounded(input, () -> target(component));
    if (target == null) {
      return;
    }
    Fuzzing.same(target.place(), HostPort.of(target.place().toString(), 0));
    String path = target.path();
    if (path != null) {
      Fuzzing.same(true, path.startsWith("/"));
      Fuzzing.same(true, path.chars().allMatch(c -> c > ' ' && c <= '~'));
    }
  }

  private static ProbeTarget target(RuntimeComponentInfo component) {
    try {
      return ProbeTarget.of(component);
    } catch (ProbeTarget.Unusable unusable) {
      return null;
    }
  }
}
