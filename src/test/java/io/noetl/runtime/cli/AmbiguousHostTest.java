package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.text.AmbiguousHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ambiguous IPv4 addresses, which programs interpret differently, are refused. */
class AmbiguousHostTest {

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"[::ffff:0177.0.0.1]", "[::ffff:1.2.3.08]", "[64:ff9b::010.0.0.1]"})
  void addressOfSixEndsWithNoneOfThem(String host) {
    assertTrue(AmbiguousHost.is(host));
    CommandRun.Ended ended = new CommandRun(home).run("list", "--server", "http://" + host);
    assertEquals(2, ended.status(), ended.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0177.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0x7f000001",
        "1.2.3.256",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "0177.0.0.1.",
        "127.1."
      })
  void everyPlaceForAHostRefusesThem(String host) {
    assertTrue(AmbiguousHost.is(host));
    for (String[] command :
        new String[][] {
          {"list", "--server", "http://" + host + ":8083"},
          {"list", "--server", host},
          {"list", "--database", "postgresql://" + host + "/d"},
          {"list", "--database", "postgresql:///d?host=" + host},
          {"list", "--database", "postgresql://h/d?hostaddr=" + host},
          {"serve", "--listen", host + ":0"},
          {"serve", "--listen", "127.0.0.1:0", "--allow-host", host},
          {"heartbeat", "a", "--every", "9s", "--health-port", host + ":0"}
        }) {
      CommandRun.Ended ended = new CommandRun(home).run(command);
      assertEquals(2, ended.status(), String.join(" ", command) + ended);
    }
    for (String proxy : new String[] {host, host + ":3128", "http://u:p@" + host + ":3128"}) {
      for (String variable : new String[] {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY"}) {
        CommandRun.Ended ended =
            new CommandRun(home).with(variable, proxy).run("list", "--server", "http://h.invalid");
        assertEquals(2, ended.status(), variable + "=" + proxy + ended);
        assertTrue(ended.err().contains("Input should be http://host:port"), ended.err());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "db",
        "1.example",
        "10-0-0-1",
        "::1",
        "0x7g.1",
        "a.1"
      })
  void othersAreHosts(String host) {
    assertFalse(AmbiguousHost.is(host));
  }

  @Test
  void csvIsSafeForASpreadsheetUnlessItIsToBeRaw() {
    CommandRun world = CommandRun.direct(home);
    assertEquals(0, world.run("register", "@SUM(A1)", "--runtime", "p").status());

    assertEquals("name\n'@SUM(A1)\n", world.run("list", "--columns", "name", "-o", "csv").out());
    assertEquals(
        "name\n@SUM(A1)\n", world.run("list", "--columns", "name", "-o", "csv", "--csv-raw").out());
    assertEquals("name\n@SUM(A1)\n", world.run("list", "--columns", "name", "--csv-raw").out());
    assertEquals("@SUM(A1)\n", world.run("list", "-o", "name").out());
  }
}
