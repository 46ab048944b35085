package io.noetl.runtime.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.Map;

/** A selector is read or refused, and its parts say of a component what all of them say. */
public final class SelectorFuzz {

  private static final RuntimeComponentInfo COMPONENT =
      new RuntimeComponentInfo(
          JsonObject.EMPTY
              .with("name", "pool")
              .with("kind", "worker_pool")
              .with("labels", Map.of("zone", "a", "gpu", "")));

  @FuzzTest
  public void check(byte[] input) {
    LabelSelector selector;
    try {
      selector = Fuzzing.bounded(input, () -> LabelSelector.parse(Fuzzing.text(input)));
    } catch (InvalidRequest refused) {
      return;
    }
    Fuzzing.holds(!selector.requirements().isEmpty(), "it asks nothing");
    boolean all = selector.requirements().stream().allMatch(one -> one.matches(COMPONENT.labels()));
    Fuzzing.same(all, selector.matches(COMPONENT));
    Fuzzing.same(all, selector.and(selector).matches(COMPONENT));
  }
}
