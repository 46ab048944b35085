package io.noetl.runtime.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command version. */
class VersionCommandTest {

  @TempDir private Path home;

  private static String own() {
    return "noetl-runtime 1.2.3\nBuild:   development\nJava:    "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + ")\nSystem:  "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + "\n";
  }

  @Test
  void withoutRegistryItShowsTheProgram() {
    assertEquals(new CommandRun.Ended(0, own(), ""), new CommandRun(home).run("version"));
  }

  @Test
  void registryIsAskedWhereOneIsSelected() throws Exception {
    assertEquals(0, CommandRun.direct(home).run("init").status());
    assertEquals(
        new CommandRun.Ended(0, own() + "Server:  direct mode\n", ""),
        CommandRun.direct(home).run("version"));
    try (RuntimeService service = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint served = TestEndpoint.start(service)) {
      CommandRun.Ended ended =
          new CommandRun(home).run("version", "--server", served.address(), "-o", "json");
      assertEquals(0, ended.status(), ended.err());
      JsonObject server = TestJson.object(ended.out()).object("server");
      assertEquals("noetl-runtime serve", server.text("family"));
      assertTrue(String.valueOf(server.text("version")).contains("up since"), ended.out());
    }
  }

  @Test
  void registryThatDoesNotAnswerIsAnErrorBehindTheRest() {
    CommandRun.Ended ended =
        new CommandRun(home).run("version", "--server", "localhost:1", "--retries", "0");
    assertEquals(7, ended.status());
    assertEquals(own(), ended.out());
    assertTrue(ended.err().startsWith("noetl-runtime: cannot reach http://localhost:1"));
  }

  @Test
  void buildIsTheTimeInTheManifestOfTheJar() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Build-Time", "2026-11-01T00:00:00Z");
    Path jar = home.resolve("program.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    assertEquals("2026-11-01T00:00:00Z", VersionReport.build(source(jar.toUri())));
    assertEquals("development", VersionReport.build(source(home.resolve("none.jar").toUri())));
    assertEquals("development", VersionReport.build(null));
  }

  private static CodeSource source(URI place) throws IOException {
    return new CodeSource(place.toURL(), (Certificate[]) null);
  }
}
