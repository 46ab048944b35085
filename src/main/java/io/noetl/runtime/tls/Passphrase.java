package io.noetl.runtime.tls;

import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The passphrase of a private key, read only when the key is encrypted.
 *
 * @param text the passphrase itself; null where a file holds it, or where there is none
 * @param file the file that holds it; null where there is none
 * @param setting what gives it
 * @param advice what to try where none is given
 */
public record Passphrase(
    @Nullable String text, @Nullable Path file, String setting, String advice) {

  boolean isGiven() {
    return text != null || file != null;
  }

  /** Where to look when it does not open the key. */
  String source() {
    return file == null ? setting : file.toString();
  }

  char[] read() {
    if (text != null) {
      return text.toCharArray();
    }
    if (file == null) {
      throw new IllegalStateException("no passphrase was given");
    }
    try {
      return WholeFile.text(file, StandardCharsets.UTF_8).strip().toCharArray();
    } catch (IOException unreadable) {
      throw new RuntimeApiException.InvalidRequest(
          "cannot read the passphrase file " + file + ": " + PemFile.reason(unreadable),
          Details.causedBy(unreadable));
    }
  }
}
