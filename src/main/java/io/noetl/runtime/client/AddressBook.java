package io.noetl.runtime.client;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The addresses of one host, for one request. {@code HttpClient} connects to the first that it is
 * told; after a refusal {@link RefusedLast} is made to tell another one first.
 */
final class AddressBook {

  private final String host;
  private int refused;

  AddressBook(String host) {
    this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Puts the address that refused behind the others; false when all have refused. */
  boolean tryAnother() {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(host);
      refused++;
      if (refused >= addresses.length) {
        return false;
      }
      RefusedLast.refused(addresses[0]);
      return true;
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
