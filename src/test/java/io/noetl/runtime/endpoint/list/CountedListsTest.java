package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestCaller;
import io.noetl.runtime.endpoint.limits.ClientGone;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.limits.TooManyLists;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of many rows count against the lists of their client. */
class CountedListsTest extends EndpointFixture {

  private final ListQuota quota = new ListQuota(1);
  private final CountedLists lists = new CountedLists(quota);
  private final TestCaller caller = new TestCaller("a");
  private final Call call =
      new Call("GET", List.of(), Map.of(), null, new byte[0], caller, null, false);

  private static Reply reply() {
    return Reply.json(200, List.of());
  }

  @Test
  void answerCountsUntilItIsReleased() {
    Reply first = lists.answer(call, CountedListsTest::reply);
    assertThrows(TooManyLists.class, () -> lists.answer(call, CountedListsTest::reply));
    first.release();
    assertEquals(0, quota.clients());
    assertEquals(200, lists.answer(call, CountedListsTest::reply).status());
  }

  @Test
  void failureCountsNoLonger() {
    assertThrows(
        IllegalStateException.class,
        () ->
            lists.answer(
                call,
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(0, quota.clients());
  }

  @Test
  void answerOfAClientThatHungUpIsNotMade() {
    caller.isGone = true;
    assertThrows(
        ClientGone.class,
        () ->
            lists.answer(
                call,
                () -> {
                  throw new AssertionError("nobody waits for it");
                }));
    assertEquals(0, quota.clients());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/runtimes",
        "/api/runtimes/worker_pool/p/dependencies",
        "/api/runtimes/worker_pool/p/dependents",
        "/api/discovery",
        "/api/discovery/prometheus",
        "/metrics/components"
      })
  void everyRouteOfManyRowsCounts(String path) {
    options.listsPerClient = 0;
    serve();
    assertEquals(429, endpoint.get(path).status());
  }
}
