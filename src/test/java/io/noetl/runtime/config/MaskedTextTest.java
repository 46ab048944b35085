package io.noetl.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTextTest {

  @ParameterizedTest
  @CsvSource({"TOKEN", "NOETL_PASSWORD", "PGPASSWORD"})
  void nothingOfASecretIsShownNotEvenItsLength(Setting setting) {
    assertEquals("****", masked(setting, "x"));
    assertEquals("****", masked(setting, "correct horse"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8083, http://localhost:8083",
    "localhost:8083/api, localhost:8083/api",
    "http://u@h:1, http://****@h:1",
    "http://u:p@h:1/api, http://u:****@h:1/api",
    "u:p@h:1, u:****@h:1",
    "postgresql://u:p@h:1/db?schema=noetl, postgresql://u:****@h:1/db?schema=noetl",
    "postgresql://u:p@ss/w@h/db, postgresql://u:****@h/db",
    "postgresql://u:p?ss@h/db, postgresql://u:****@h/db",
    "postgresql://u:p?ss@h/db?schema=x, postgresql://u:****@h/db?schema=x",
    "postgresql://h:1/db?user=u&password=p@ss, postgresql://h:1/db?user=u&password=****",
    "postgresql://u:p@h/db?sslPassword=x&a=b@c, postgresql://u:****@h/db?sslPassword=****&a=b@c",
    "http://h/api?access_token=t&x, http://h/api?access_token=****&x",
    "http://u:p@h/?a@b, http://u:****@h/?a@b",
    "http://h/api?client_secret=t, http://h/api?client_secret=****",
    "http://h/?, http://h/?",
    "sqlite:/data/runtime.db, sqlite:/data/runtime.db"
  })
  void passwordInAnAddressIsMaskedAndTheRestIsShown(String url, String expected) {
    assertEquals(expected, masked(Setting.SERVER, url));
    assertEquals(expected, masked(Setting.DATABASE, url));
  }

  @Test
  void valuesOfHeadersAreMasked() {
    assertEquals(
        "Authorization: ****, X-Tenant: ****, ****",
        masked(Setting.HEADER, "Authorization: Bearer abc\nX-Tenant: 7\nabc"));
  }

  @Test
  void labelsAreShownOnOneLine() {
    assertEquals("gpu, zone=a", masked(Setting.LABELS, "gpu\nzone=a"));
  }

  @Test
  void otherValuesAreShownAsTheyAre() {
    assertEquals("5s", masked(Setting.TIMEOUT, "5s"));
    assertEquals("/run/u:****@token", masked(Setting.TOKEN_FILE, "/run/u:p@token"));
  }

  @Test
  void nothingIsShownOfWhatIsUnset() {
    assertNull(masked(Setting.TOKEN, null));
  }

  private static String masked(Setting setting, String value) {
    return new Resolved(setting, value, new Origin.Default()).masked();
  }
}
