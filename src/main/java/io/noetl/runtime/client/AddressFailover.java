package io.noetl.runtime.client;

/**
 * The attempts of one request at the addresses of one host. An HTTP client connects to the first
 * address that it resolves; after a refusal, {@link FailoverResolver} returns another one first.
 */
final class AddressFailover {

  private final String host;
  private int refused;

  AddressFailover(String host) {
    this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Moves the address that refused to the end; false when all have refused. */
  boolean tryAnother() {
    HostAddresses addresses = FailoverResolver.of(host);
    refused++;
    return addresses != null && refused < addresses.firstRefused();
  }

  /** Records that the last address answered: later requests start with it. */
  void answered() {
    HostAddresses addresses = refused == 0 ? null : FailoverResolver.of(host);
    if (addresses != null) {
      addresses.firstWorked();
    }
  }
}
