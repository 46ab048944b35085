package io.noetl.runtime.client;

/**
 * The addresses of one host, for one request. {@code HttpClient} connects to the first that it is
 * told; after a refusal {@link FailoverResolver} tells another one first.
 */
final class AddressFailover {

  private final String host;
  private int refused;

  AddressFailover(String host) {
    this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Puts the address that refused behind the others; false when all have refused. */
  boolean tryAnother() {
    HostAddresses addresses = FailoverResolver.of(host);
    refused++;
    return addresses != null && refused < addresses.firstRefused();
  }

  /** The last that was tried has answered: later requests begin there. */
  void answered() {
    HostAddresses addresses = refused == 0 ? null : FailoverResolver.of(host);
    if (addresses != null) {
      addresses.firstWorked();
    }
  }
}
