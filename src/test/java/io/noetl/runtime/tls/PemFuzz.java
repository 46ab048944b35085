package io.noetl.runtime.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A PEM file holds certificates and a key, or is refused with its path. */
public final class PemFuzz {

  private static final Passphrase NONE = new Passphrase(null, null, "--key", "give one");

  @FuzzTest
  public void check(byte[] input) {
    try {
      Path file = Files.createTempFile("fuzz", ".pem");
      try {
        Files.write(file, input);
        read(input, PemFile.read(file), file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void read(byte[] input, PemFile pem, Path file) {
    try {
      Fuzzing.bounded(input, () -> certificates(pem));
      Fuzzing.bounded(input, () -> key(pem));
    } catch (InvalidRequest refused) {
      Fuzzing.holds(
          String.valueOf(refused.getMessage()).startsWith(file + " "), refused.getMessage());
    }
  }

  private static int certificates(PemFile pem) {
    try {
      return pem.certificates().size();
    } catch (GeneralSecurityException documented) {
      return 0;
    }
  }

  private static String key(PemFile pem) {
    try {
      return pem.privateKey(NONE).getAlgorithm();
    } catch (GeneralSecurityException documented) {
      return "";
    }
  }
}
