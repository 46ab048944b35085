package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.ChildJvm;
import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.Launcher;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool in the distribution: it works on its runtime, and single calls do not load it. */
@IntegrationTest
class PoolIT {

  @TempDir private Path home;

  @Test
  void poolWorksSilentlyOnTheRuntimeOfTheDistribution() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();

    assertEquals(
        List.of("pooled"),
        java(
            "-cp",
            Launcher.DISTRIBUTION.resolve("lib/noetl-runtime.jar")
                + File.pathSeparator
                + "target/test-classes",
            PooledHeartbeat.class.getName(),
            database.url()));
  }

  @Test
  void commandWithOneCallLoadsNoPool() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();

    List<String> said =
        java(
            "-Xlog:class+load",
            "-Duser.home=" + home,
            "-jar",
            Launcher.DISTRIBUTION.resolve("lib/noetl-runtime.jar").toString(),
            "register",
            "p",
            "--database",
            database.url());

    assertEquals(List.of("p"), database.rows("SELECT name FROM noetl.runtime"));
    assertTrue(said.stream().anyMatch(line -> line.contains("service.jdbc.SingleConnection")));
    assertEquals(
        List.of(),
        said.stream()
            .filter(line -> line.matches(".*(com\\.zaxxer|org\\.slf4j|PooledConnections).*"))
            .toList());
  }

  private static List<String> java(String... arguments) throws Exception {
    Process process =
        ChildJvm.of(Launcher.DISTRIBUTION.resolve("runtime"), List.of(arguments)).start();
    process.getOutputStream().close();
    List<String> said = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor(), said.toString());
    return said;
  }
}
