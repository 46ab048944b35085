package io.noetl.runtime.service.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresConnectionOpenerTest {

  @Test
  void driverLogsNothing() {
    List<String> written = new ArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            written.add(record.getLoggerName());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    listener.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    try {
      Logger.getLogger("another").severe("heard");
      PostgresUrl url = PostgresUrl.of("postgresql://127.0.0.1:1/db", Map.of());
      assertThrows(
          SQLException.class,
          () -> new PostgresConnectionOpener(url, Duration.ofSeconds(1), "test").open());
      // As its verifier of host names does.
      Logger.getLogger("org.postgresql.ssl.PGjdbcHostnameVerifier").severe("not heard");
    } finally {
      root.removeHandler(listener);
    }

    assertEquals(List.of("another"), written);
  }

  @Test
  void driverReadsNoPasswordFile(@TempDir Path folder) throws Exception {
    Path fifo = folder.resolve("pgpass");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    String property = "org.postgresql.pgpassfile";
    System.setProperty(property, fifo.toString());
    try {
      PostgresUrl url = PostgresUrl.of("postgresql://me@127.0.0.1:1/db", Map.of());
      PostgresConnectionOpener opener =
          new PostgresConnectionOpener(url, Duration.ofSeconds(1), "test");
      assertTimeoutPreemptively(
          Duration.ofSeconds(30), () -> assertThrows(SQLException.class, opener::open));
    } finally {
      System.clearProperty(property);
    }
  }
}
