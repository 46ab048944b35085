package io.noetl.runtime.endpoint.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.endpoint.limits.Caller.Account;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListQuotaTest {

  private static final Account TOKEN = new Account("token", "t");
  private static final Account HOST = new Account("address", "h");

  private final ListQuota places = new ListQuota(2);

  @Test
  void listCountsOnceForAllItsReaders() {
    ListQuota.Shared list = places.list();
    for (int i = 0; i < 5; i++) {
      list.enter(List.of(TOKEN, HOST));
    }
    places.list().enter(List.of(TOKEN));
    assertEquals(
        "this token has 2 lists in progress, the limit (--lists-per-client): wait until one has"
            + " ended",
        assertThrows(TooManyLists.class, () -> places.list().enter(List.of(HOST, TOKEN)))
            .getMessage());
    // The refused reader was not added.
    places.list().enter(List.of(HOST));
    for (int i = 0; i < 5; i++) {
      assertThrows(TooManyLists.class, () -> places.list().enter(List.of(TOKEN)));
      list.leave(List.of(TOKEN, HOST));
    }
    places.list().enter(List.of(TOKEN));
  }

  @Test
  void clientWithoutListsTakesNoMemory() {
    ListQuota.Shared list = places.list();
    list.enter(List.of(TOKEN, HOST));
    list.enter(List.of(HOST));
    assertEquals(2, places.clients());
    list.leave(List.of(TOKEN, HOST));
    assertEquals(1, places.clients());
    list.leave(List.of(HOST));
    assertEquals(0, places.clients());
  }
}
