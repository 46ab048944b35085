package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The versions that {@code version} shows.
 *
 * @param version of this program
 * @param build its time, or {@code development}
 * @param system the operating system and processor
 * @param server the kind of server; null where none was asked
 * @param serverVersion null where it does not report one
 */
record VersionReport(
    String version,
    String build,
    String java,
    String system,
    @Nullable String server,
    @Nullable String serverVersion) {

  private static final String DEVELOPMENT = "development";

  static final View<VersionReport> VIEW =
      new View<>(
          List.of(
              Column.of("VERSION", VersionReport::version),
              Column.of("BUILD", VersionReport::build),
              Column.of("JAVA", VersionReport::java),
              Column.of("SYSTEM", VersionReport::system),
              Column.of("SERVER", report -> Objects.requireNonNullElse(report.server, "")),
              Column.of(
                  "SERVER_VERSION",
                  report -> Objects.requireNonNullElse(report.serverVersion, ""))),
          VersionReport::version,
          VersionReport::document,
          VersionReport::lines);

  /** The versions of this process. */
  static VersionReport of(String version) {
    return new VersionReport(
        version,
        build(VersionReport.class.getProtectionDomain().getCodeSource()),
        Runtime.version() + " (" + System.getProperty("java.vendor", "") + ")",
        System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""),
        null,
        null);
  }

  /** The time that the manifest of the program's jar names. */
  static String build(@Nullable CodeSource source) {
    if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
      return DEVELOPMENT;
    }
    try (JarFile jar = new JarFile(new File(source.getLocation().toURI()))) {
      Manifest manifest = jar.getManifest();
      String time = manifest == null ? null : manifest.getMainAttributes().getValue("Build-Time");
      return time == null ? DEVELOPMENT : time;
    } catch (IOException | URISyntaxException unreadable) {
      return DEVELOPMENT;
    }
  }

  VersionReport with(String software, @Nullable String itsVersion) {
    return new VersionReport(version, build, java, system, software, itsVersion);
  }

  private ObjectNode document() {
    JsonObject own =
        JsonObject.EMPTY
            .with("version", version)
            .with("build", build)
            .with("java", java)
            .with("system", system);
    return server == null
        ? own.node()
        : own.with("server", JsonObject.EMPTY.with("family", server).with("version", serverVersion))
            .node();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("noetl-runtime " + version);
    lines.add("Build:   " + build);
    lines.add("Java:    " + java);
    lines.add("System:  " + system);
    if (server != null) {
      lines.add("Server:  " + server + (serverVersion == null ? "" : ", " + serverVersion));
    }
    return lines;
  }
}
