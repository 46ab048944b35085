package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit files of the distribution and of the Debian package, as systemd reads them. */
@IntegrationTest
class SystemdUnitIT {

  @TempDir private Path folder;
  private ProcessHome home;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
  }

  @AfterEach
  void leaveNothing() {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"noetl-heartbeat@.service", "noetl-serve.service"})
  void systemdFindsNoFaultInIt(String name) throws Exception {
    ProcessHome.assumeInstalled("systemd-analyze", "systemd");
    String unit = Files.readString(Launcher.DISTRIBUTION.resolve("systemd").resolve(name));
    Path verified =
        Files.writeString(
            home.path(name),
            unit.replace("/opt/noetl-runtime/bin/noetl-runtime", Launcher.PROGRAM));
    Process process =
        home.start(List.of("systemd-analyze", "verify", "--man=no", verified.toString()));
    assertEquals(0, home.end(process), home.log());
    assertEquals("", home.log());
  }

  @ParameterizedTest
  @ValueSource(strings = {"noetl-heartbeat@.service", "noetl-serve.service"})
  void systemdCallsItsExposureLow(String name) throws Exception {
    ProcessHome.assumeInstalled("systemd-analyze", "systemd");
    String unit = Launcher.DISTRIBUTION.resolve("systemd").resolve(name).toString();
    Process process =
        home.start(
            List.of("systemd-analyze", "security", "--offline=true", "--threshold=30", unit));
    assertEquals(0, home.end(process), home.file("out"));
  }

  @ParameterizedTest
  @CsvSource({"noetl-heartbeat@.service, heartbeat --registration", "noetl-serve.service, serve"})
  void debianPackageHasItForItsOwnProgram(String name, String command) throws Exception {
    ProcessHome.assumeInstalled("dpkg-deb", "dpkg");
    String script =
        "dpkg-deb --fsys-tarfile \"$0\"/noetl-runtime_*.deb"
            + " | tar -xO ./usr/lib/systemd/system/"
            + name;
    Process process =
        home.start(List.of("sh", "-c", script, Launcher.DISTRIBUTION.getParent().toString()));
    assertEquals(0, home.end(process), home.log());
    assertTrue(
        home.file("out").contains("\nExecStart=/usr/bin/noetl-runtime " + command),
        home.file("out"));
  }
}
