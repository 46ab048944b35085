package io.noetl.runtime.client;

import io.noetl.runtime.text.ShellWord;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Formats a call as a curl command that reads the token from a shell variable. */
final class CurlCommand {

  private CurlCommand() {}

  static String of(Call call, URI address, Headers headers, ClientOptions options) {
    TlsOptions tls = options.tls();
    StringBuilder line = new StringBuilder("curl -sS -X ").append(call.method());
    line.append(' ').append(ShellWord.quoted(address.toString()));
    if (tls.insecure()) {
      line.append(" --insecure");
    }
    file(line, "--cacert", tls.cacert());
    file(line, "--cert", tls.cert());
    file(line, "--key", tls.key());
    headers.forEach(
        call,
        (name, value) -> {
          if (name.equals(Headers.AUTHORIZATION) && value.startsWith("Bearer ")) {
            line.append(" -H \"Authorization: Bearer $")
                .append(options.tokenVariable())
                .append('"');
          } else if (!name.equals("User-Agent")) {
            line.append(" -H ").append(ShellWord.quoted(name + ": " + headers.shown(name, value)));
          }
        });
    if (call.hasBody()) {
      line.append(" --data ").append(ShellWord.quoted(call.text()));
    }
    return line.toString();
  }

  private static void file(StringBuilder line, String option, @Nullable Path file) {
    if (file != null) {
      line.append(' ').append(option).append(' ').append(ShellWord.quoted(file.toString()));
    }
  }
}
