package io.noetl.runtime.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A real PostgreSQL server on a free port. The superuser {@code postgres} needs no password; every
 * other role does.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Map<Integer, PostgresServer> SHARED = new ConcurrentHashMap<>();

  private static final String LOGINS =
      """
      host all postgres all trust
      host replication postgres all trust
      host all all all scram-sha-256
      """;

  private final AtomicInteger databases = new AtomicInteger();
  private final Path folder;
  private final Path log;
  private final EmbeddedPostgres.Builder builder;
  private EmbeddedPostgres running;

  private PostgresServer(int version, Path folder, Map<String, String> settings)
      throws IOException {
    assertNull(System.getProperty("noetl.postgres"), "annotate the test with @IntegrationTest");
    this.folder = folder;
    log = folder.resolve("server.log");
    builder =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver((system, machine) -> binaries(version))
            .setDataDirectory(folder.resolve("data"))
            .setDataDirectoryCustomizer(PostgresServer::allowLogins)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setLocaleConfig("locale", "C")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("timezone", "Asia/Kathmandu")
            .setServerConfig("log_statement", "all")
            .setServerConfig("log_line_prefix", "[%d] ")
            // Acknowledged changes must survive the server, as with the default of this setting.
            .setServerConfig("synchronous_commit", "on")
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
    settings.forEach(builder::setServerConfig);
    running = builder.start();
    builder.setPort(running.getPort());
  }

  /** The server of a version that all tests of this JVM share; it stops when the JVM ends. */
  public static PostgresServer shared(int version) {
    return SHARED.computeIfAbsent(version, PostgresServer::startShared);
  }

  /** A server that its test may stop and start; it keeps its files in the directory. */
  public static PostgresServer start(int version, Path folder) throws IOException {
    return start(version, folder, Map.of());
  }

  /** The same with settings of its own. */
  public static PostgresServer start(int version, Path folder, Map<String, String> settings)
      throws IOException {
    return new PostgresServer(version, folder, settings);
  }

  /** A standby that follows this server, from a copy of its files; stops this server meanwhile. */
  public PostgresServer startStandby(int version, Path copy) throws Exception {
    close();
    Process copying =
        new ProcessBuilder("cp", "-a", folder.resolve("data").toString(), copy + "/data")
            .inheritIO()
            .start();
    assertEquals(0, copying.waitFor());
    restart();
    Files.createFile(copy.resolve("data/standby.signal"));
    Files.writeString(
        copy.resolve("data/postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost user=postgres port=" + port() + "'\n");
    return start(version, copy);
  }

  /** Starts it again on the same port, after {@link #close()}. */
  public void restart() throws IOException {
    running = builder.start();
  }

  /** Ends all of its processes with SIGKILL, as the end of a machine would. */
  public void kill() throws IOException {
    String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    List<ProcessHandle> processes =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    // Frees the fixture's own lock on the files.
    running.close();
  }

  @Override
  public void close() throws IOException {
    running.close();
  }

  public int port() {
    return running.getPort();
  }

  /** An empty database of its own. */
  public PostgresDatabase createDatabase() {
    return createDatabase("");
  }

  /** An empty database, made with the words that follow {@code CREATE DATABASE name}. */
  public PostgresDatabase createDatabase(String options) {
    String name = "d" + databases.incrementAndGet();
    new PostgresDatabase(this, "postgres").execute("CREATE DATABASE " + name + " " + options);
    return new PostgresDatabase(this, name);
  }

  /** What the server wrote to its log, every statement included; a line begins with [database]. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  private static PostgresServer startShared(int version) {
    try {
      Path folder = Files.createTempDirectory("noetl-postgres-" + version + "-");
      PostgresServer server = new PostgresServer(version, folder, Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> server.delete(folder)));
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void delete(Path folder) {
    try {
      close();
      try (var files = Files.walk(folder)) {
        files.map(Path::toFile).sorted((a, b) -> b.compareTo(a)).forEach(File::delete);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void allowLogins(File data) {
    try {
      Files.writeString(data.toPath().resolve("pg_hba.conf"), LOGINS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The archive that the build copied; see pom.xml. */
  private static InputStream binaries(int version) throws IOException {
    try (ZipFile jar = new ZipFile("target/postgres/" + version + ".jar")) {
      ZipEntry archive = jar.getEntry("postgres-linux-x86_64.txz");
      assertNotNull(archive);
      return new ByteArrayInputStream(jar.getInputStream(archive).readAllBytes());
    }
  }
}
