package io.noetl.runtime.client;

import io.noetl.runtime.schema.Json;
import java.net.URI;

/** Writes a call as a command line for curl, with the token left to the shell. */
final class CurlCommand {

  private CurlCommand() {}

  static String of(Call call, URI address, Headers headers) {
    StringBuilder line = new StringBuilder("curl -sS -X ").append(call.method());
    line.append(' ').append(quote(address.toString()));
    headers.forEach(
        call,
        (name, value) -> {
          if (name.equals(Headers.AUTHORIZATION) && value.startsWith("Bearer ")) {
            line.append(" -H \"Authorization: Bearer $NOETL_API_TOKEN\"");
          } else if (!name.equals("User-Agent")) {
            line.append(" -H ").append(quote(name + ": " + Headers.mask(name, value)));
          }
        });
    if (call.body() != null) {
      line.append(" --data ").append(quote(Json.write(call.body())));
    }
    return line.toString();
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
