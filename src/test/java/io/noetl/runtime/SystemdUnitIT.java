package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit file of the distribution and of the Debian package, as systemd reads it. */
class SystemdUnitIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("noetl.dist")).toAbsolutePath();
  private static final String NAME = "noetl-heartbeat@.service";

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

  @Test
  void systemdFindsNoFaultInIt() throws Exception {
    ProcessHome.assumeInstalled("systemd-analyze", "systemd");
    String unit = Files.readString(DISTRIBUTION.resolve("systemd").resolve(NAME));
    Path verified =
        Files.writeString(
            home.path(NAME),
            unit.replace("/opt/noetl-runtime/bin/noetl-runtime", ProcessHome.LAUNCHER));
    Process process =
        home.start(List.of("systemd-analyze", "verify", "--man=no", verified.toString()));
    assertEquals(0, home.end(process), home.file("err"));
    assertEquals("", home.file("err"));
  }

  @Test
  void debianPackageHasItForItsOwnProgram() throws Exception {
    ProcessHome.assumeInstalled("dpkg-deb", "dpkg");
    String script =
        "dpkg-deb --fsys-tarfile \"$0\"/noetl-runtime_*.deb"
            + " | tar -xO ./usr/lib/systemd/system/"
            + NAME;
    Process process = home.start(List.of("sh", "-c", script, DISTRIBUTION.getParent().toString()));
    assertEquals(0, home.end(process), home.file("err"));
    assertTrue(
        home.file("out").contains("\nExecStart=/usr/bin/noetl-runtime heartbeat --registration "),
        home.file("out"));
  }
}
