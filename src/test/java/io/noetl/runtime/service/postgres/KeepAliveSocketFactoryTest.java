package io.noetl.runtime.service.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@IntegrationTest
class KeepAliveSocketFactoryTest {

  @Test
  void socketHasTheTimesOfTheParameters() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("keepalives_idle", "11");
    properties.setProperty("keepalives_interval", "12");
    properties.setProperty("keepalives_count", "13");

    try (Socket socket = new KeepAliveSocketFactory(properties).createSocket()) {
      assertEquals(11, socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE));
      assertEquals(12, socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL));
      assertEquals(13, socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT));
    }
  }

  /** The kernel's own account of the connection's timer, in hundredths of a second. */
  @ParameterizedTest
  @CsvSource({
    "'',                                  7200",
    "?keepalives=1,                       7200",
    "?keepalives=0,                       0",
    "?keepalives=0&keepalives_idle=1000,  0",
    "?keepalives_idle=1000,               1000",
    "?keepalives_idle=1000&keepalives=1,  1000",
  })
  void idleConnectionIsProbedAsTheUrlSays(String query, int seconds) throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    PostgresUrl url = PostgresUrl.of(database.url() + query, Map.of());
    try (Connection connection =
            new PostgresConnectionOpener(url, Duration.ofSeconds(10), "test").open();
        Statement statement = connection.createStatement();
        ResultSet port = statement.executeQuery("SELECT inet_client_port()")) {
      assertTrue(port.next());
      String timer = timer(port.getInt(1));
      boolean isOn = timer.startsWith("02:");
      long left = isOn ? Long.parseLong(timer.substring(3), 16) / 100 : 0;

      assertEquals(seconds > 0, isOn, timer);
      assertTrue(left <= seconds && left >= seconds - 60, left + " seconds");
    }
  }

  private static String timer(int port) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/tcp")));
    lines.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));
    String local = ":" + String.format("%04X", port);
    return lines.stream()
        .map(line -> line.strip().split(" +"))
        // Established; one that waits for its end may have had the same port.
        .filter(fields -> fields[1].endsWith(local) && fields[3].equals("01"))
        .map(fields -> fields[5])
        .findFirst()
        .orElseThrow();
  }
}
