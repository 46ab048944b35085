package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.limits.Caller;
import java.util.List;

/** A caller that a test can make hang up. */
public final class TestCaller implements Caller {

  private final List<Account> accounts;
  public volatile boolean isGone;

  public TestCaller(String... names) {
    accounts = List.of(names).stream().map(name -> new Account("token", name)).toList();
  }

  @Override
  public List<Account> accounts() {
    return accounts;
  }

  @Override
  public boolean isGone() {
    return isGone;
  }
}
