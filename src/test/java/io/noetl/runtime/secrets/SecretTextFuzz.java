package io.noetl.runtime.secrets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;

/** Texts are masked without a failure, and a secret before any of them is gone. */
public final class SecretTextFuzz {

  private static final String SECRET = "sEcReT-4711";

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    Fuzzing.bounded(input, () -> SecretText.of(text));
    Fuzzing.bounded(input, () -> SecretMessage.of(text));
    Fuzzing.bounded(input, () -> SecretText.address(text));
    if (text.contains(SECRET)) {
      return;
    }
    gone(SecretMessage.of("postgresql://user:" + SECRET + "@host/base " + text));
    gone(SecretMessage.of("password=" + SECRET + " " + text));
    gone(SecretMessage.of("https://host/path?token=" + SECRET + "&" + text));
  }

  private static void gone(String masked) {
    Fuzzing.holds(!masked.contains(SECRET), masked);
  }
}
