package io.noetl.runtime.endpoint.list;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.endpoint.TestCaller;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.QueryString;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.List;

/** Any query string of a list is parsed or refused. */
public final class ListQueryFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    Call call =
        Fuzzing.bounded(
            input,
            () ->
                new Call(
                    "GET",
                    List.of(),
                    QueryString.parse(text),
                    null,
                    new byte[0],
                    new TestCaller(),
                    null,
                    false));
    try {
      Fuzzing.bounded(input, () -> ListParameters.query(call));
      ListParameters.masksSecrets(call);
      ListParameters.page(call);
    } catch (InvalidRequest refused) {
      Fuzzing.holds(
          String.valueOf(refused.getMessage()).length() < 4_000, "a long message of a query");
    }
  }
}
