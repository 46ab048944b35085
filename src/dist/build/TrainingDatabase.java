import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.zip.ZipFile;

/** A PostgreSQL server for the commands that train the start-up cache. */
final class TrainingDatabase implements AutoCloseable {

  static final String PASSWORD = "training";

  private static final String LOGINS =
      """
      host all postgres all trust
      host all all all scram-sha-256
      """;

  private final EmbeddedPostgres server;

  private TrainingDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param binaries the jar with its programs
   * @param folder for programs and data
   * @throws Unavailable where it does not run, as for root in a container without user name spaces
   */
  static TrainingDatabase start(Path binaries, Path folder) throws Unavailable {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver((system, machine) -> programs(binaries))
              .setOverrideWorkingDirectory(folder.resolve("postgres").toFile())
              .setDataDirectory(Files.createTempDirectory(folder, "data"))
              .setDataDirectoryCustomizer(TrainingDatabase::allowLogins)
              .setRegisterShutdownHook(true)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setLocaleConfig("locale", "C")
              .setServerConfig("unix_socket_directories", "")
              .setOutputRedirector(
                  ProcessBuilder.Redirect.to(folder.resolve("postgres.log").toFile()))
              .start();
      createDatabase(server);
      return new TrainingDatabase(server);
    } catch (IOException | IllegalStateException | SQLException failure) {
      throw new Unavailable(failure);
    }
  }

  /** No server runs here. */
  static final class Unavailable extends IOException {
    Unavailable(Exception failure) {
      super("no PostgreSQL server starts here (" + failure.getMessage() + ")", failure);
    }
  }

  private static void createDatabase(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE noetl LOGIN PASSWORD '" + PASSWORD + "'");
      statement.execute("CREATE DATABASE noetl OWNER noetl");
    }
  }

  private static void allowLogins(File data) {
    try {
      Files.writeString(data.toPath().resolve("pg_hba.conf"), LOGINS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream programs(Path binaries) throws IOException {
    try (ZipFile jar = new ZipFile(binaries.toFile())) {
      InputStream archive = jar.getInputStream(jar.getEntry("postgres-linux-x86_64.txz"));
      return new ByteArrayInputStream(archive.readAllBytes());
    }
  }

  String url() {
    return "postgresql://noetl@127.0.0.1:" + server.getPort() + "/noetl";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
