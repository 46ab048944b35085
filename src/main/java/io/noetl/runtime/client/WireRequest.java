package io.noetl.runtime.client;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request as it is sent.
 *
 * @param headers by name, in the order of sending
 * @param body the bytes in UTF-8; empty for none
 */
record WireRequest(String method, URI address, Map<String, String> headers, byte[] body) {

  /** The request line for error messages. */
  String line() {
    return method + " " + address;
  }
}
