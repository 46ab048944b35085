package io.noetl.runtime.service.postgres;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A database's URL is read or refused; the driver understands what it is called with as the same
 * places and the same database, and no description holds the password.
 */
public final class PostgresUrlFuzz {

  private static final String SECRET = "sEcReT-4711";

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    if (text.contains(SECRET)) {
      return;
    }
    read(input, "postgresql://" + text);
    read(input, "postgresql://u:" + SECRET + "@" + text);
    read(input, "postgresql://u@h/d?password=" + SECRET + "&" + text);
  }

  private static void read(byte[] input, String text) {
    PostgresUrl url;
    try {
      url = Fuzzing.bounded(input, () -> PostgresUrl.of(text, Map.of()));
    } catch (InvalidRequest refused) {
      Fuzzing.holds(!String.valueOf(refused.getMessage()).contains(SECRET), refused.getMessage());
      return;
    }
    Fuzzing.holds(!url.description().contains(SECRET), url.description());
    Properties driver = Driver.parseURL(url.jdbcUrl(), new Properties());
    Fuzzing.holds(driver != null, "the driver does not understand " + url.jdbcUrl());
    if (url.database() != null) {
      Fuzzing.same(url.database(), driver.getProperty("PGDBNAME"));
    }
    int hosts = driver.getProperty("PGHOST").split(",", -1).length;
    Fuzzing.same(url.hosts().size(), hosts);
  }
}
