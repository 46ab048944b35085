package io.noetl.runtime.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.List;

/** A reference is read or refused, and its usual text is read as the same reference. */
public final class ReferenceFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    JsonObject runtime = JsonObject.EMPTY.with("depends_on", List.of(text));
    ComponentReference reference;
    try {
      reference = Fuzzing.bounded(input, () -> ComponentReference.parse(text));
    } catch (InvalidRequest refused) {
      Fuzzing.same(List.of(), DeclaredDependencies.of(runtime).references());
      Fuzzing.same(List.of(text), DeclaredDependencies.of(runtime).written());
      return;
    }
    Fuzzing.same(reference, ComponentReference.parse(reference.text()));
    Fuzzing.same(reference.text(), ComponentReference.parse(reference.text()).text());
    Fuzzing.same(List.of(reference), DeclaredDependencies.of(runtime).references());
  }
}
