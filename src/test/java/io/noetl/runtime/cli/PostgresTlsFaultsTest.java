package io.noetl.runtime.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with a real PostgreSQL server: trusted certificates, and the errors for others. */
@IntegrationTest
class PostgresTlsFaultsTest {

  private static final PrivateAuthority AUTHORITY = PrivateAuthority.MADE;

  @TempDir private static Path folder;
  private static PostgresServer server;
  private static PostgresDatabase database;

  @TempDir private Path home;

  @BeforeAll
  static void start() throws Exception {
    Path key = copy(AUTHORITY.key("server"), "used.key");
    Path certificate = copy(AUTHORITY.certificate("server"), "used.crt");
    copy(AUTHORITY.key("server"), "server.key");
    copy(AUTHORITY.key("client"), "client.key");
    Path hba =
        Files.writeString(
            folder.resolve("hba.conf"),
            """
            hostssl all client all cert clientcert=verify-full
            host all postgres all trust
            host all all all scram-sha-256
            """);
    server =
        PostgresServer.start(
            18,
            Files.createDirectory(folder.resolve("pg")),
            Map.of(
                "ssl", "on",
                "ssl_cert_file", certificate.toString(),
                "ssl_ca_file", AUTHORITY.cacert().toString(),
                "ssl_key_file", key.toString(),
                "hba_file", hba.toString()));
    database = server.createDatabase().withTable();
    database.execute(
        "CREATE ROLE client LOGIN SUPERUSER",
        "INSERT INTO noetl.runtime (runtime_id, name, kind, status)"
            + " VALUES (1, 'p', 'worker_pool', 'ready')");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Path copy(Path file, String name) throws Exception {
    Path copy = Files.copy(file, folder.resolve(name));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    return copy;
  }

  private Ended list(String query) {
    return new CommandRun(home).run("list", "-o", "name", "--database", url() + query);
  }

  private static String url() {
    return database.url();
  }

  private static String trusting() {
    return "&sslrootcert=" + AUTHORITY.cacert();
  }

  private static Ended refused(int status, String sentence) {
    return new Ended(status, "", "noetl-runtime: " + sentence + "\n");
  }

  private static Ended unreachable(String url, String why) {
    return refused(7, "cannot reach " + url + ": " + why);
  }

  // The server

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?sslmode=require",
        "?sslmode=verify-ca{ca}",
        "?sslmode=verify-full{ca}",
        "?sslmode=verify-full{ca}&hostaddr=127.0.0.1",
        "?sslmode=verify-full{ca}&host=127.0.0.1",
        "?sslmode=verify-ca{ca}&host=elsewhere.example&hostaddr=127.0.0.1",
        "?sslmode=verify-full{ca}&sslnegotiation=direct",
        "?sslmode=verify-full{ca}&ssl_max_protocol_version=TLSv1.2",
        "?sslmode=verify-full{ca}&ssl_min_protocol_version=TLSv1.3&sslsni=0",
        "?sslmode=require&channel_binding=prefer"
      })
  void connectionIsEncryptedAndTheServerTrusted(String query) {
    assertEquals(new Ended(0, "p\n", ""), list(query.replace("{ca}", trusting())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefer", "require", "verify-ca", "verify-full"})
  void serverOfAnotherAuthorityIsNotTrustedWhereverOneIsNamed(String mode) {
    Path other = AUTHORITY.certificate("client");

    assertEquals(
        unreachable(
            url(),
            "TLS failed: unable to find valid certification path to requested target; check"
                + " sslrootcert ("
                + other
                + ")"),
        list("?sslmode=" + mode + "&sslrootcert=" + other));
  }

  @Test
  void serverOfAPrivateAuthorityIsNotTrustedByTheSystem() {
    assertEquals(
        unreachable(
            url(),
            "TLS failed: unable to find valid certification path to requested target; name the"
                + " certificate of its authority with sslrootcert"),
        list("?sslrootcert=system"));
  }

  @Test
  void certificateForAnotherHostIsRefused() {
    assertEquals(
        unreachable(
            url().replace("localhost", "elsewhere.example"),
            "TLS failed: No subject alternative DNS name matching elsewhere.example found; check"
                + " the host, sslrootcert and sslcert"),
        list("?sslmode=verify-full" + trusting() + "&host=elsewhere.example&hostaddr=127.0.0.1"));
  }

  @Test
  void certificateThatHasExpiredIsNamedWithItsDates() throws Exception {
    serveWith("expired");
    try {
      Ended ended = list("?sslmode=verify-ca" + trusting());

      assertEquals(
          unreachable(
              url(),
              "TLS failed: the certificate has expired, it is valid from TIME to TIME; check the"
                  + " host, sslrootcert and sslcert"),
          ended.masked());
    } finally {
      serveWith("server");
    }
  }

  /** Puts another certificate where the server has its own. */
  private static void serveWith(String alias) throws Exception {
    Files.copy(AUTHORITY.key(alias), folder.resolve("used.key"), REPLACE_EXISTING);
    Files.copy(AUTHORITY.certificate(alias), folder.resolve("used.crt"), REPLACE_EXISTING);
    Files.setPosixFilePermissions(
        folder.resolve("used.key"), PosixFilePermissions.fromString("rw-------"));
    database.execute("SELECT pg_reload_conf()");
    long begun = System.nanoTime();
    while (!shown().contains("CN=" + alias)) {
      assertTrue(System.nanoTime() - begun < 10_000_000_000L, "the server still has the other");
    }
  }

  private static String shown() {
    return new CommandRun(folder).run("doctor", "--database", url()).out();
  }

  @Test
  void doctorShowsTheChainOfTheServer() {
    String chain =
        "a certificate for localhost, 127.0.0.1, valid from TIME to TIME, CN=server from CN=ca";
    assertEquals("tls ok TLSv1.3, " + chain, tls(0, "?sslmode=verify-full" + trusting()));
    assertEquals(
        "tls warning TLSv1.3, " + chain + ", not checked (sslmode=require)",
        tls(0, "?sslmode=require"));
    assertEquals("tls skipped sslmode=disable asks for none", tls(0, "?sslmode=disable"));
    assertEquals(
        "tls FAILED cannot reach "
            + url()
            + ": TLS failed: unable to find valid certification path to requested target; it shows "
            + chain,
        tls(7, "?sslmode=verify-full&sslrootcert=" + AUTHORITY.certificate("client")));
  }

  private String tls(int status, String query) {
    Ended ended = new CommandRun(home).run("doctor", "--database", url() + query).masked();
    assertEquals(status, ended.status(), ended.toString());
    return ended
        .out()
        .lines()
        .filter(line -> line.startsWith("tls "))
        .findFirst()
        .orElseThrow()
        .replaceAll(" +[0-9]+ ms ", "")
        .replaceAll(" +", " ");
  }

  // Files

  @Test
  void fileOfAuthoritiesIsNamedWithWhatIsWrong() throws Exception {
    Path empty = Files.createFile(home.resolve("empty.crt"));
    Path text = Files.writeString(home.resolve("text.crt"), "hello\n");
    Path closed = Files.copy(AUTHORITY.cacert(), home.resolve("closed.crt"));

    assertEquals(
        refused(2, "sslrootcert: cannot read the PEM file /no/such.crt: no such file"),
        list("?sslmode=verify-full&sslrootcert=/no/such.crt"));
    assertEquals(
        refused(
            2, "sslrootcert: " + empty + " is empty; it should hold -----BEGIN CERTIFICATE-----"),
        list("?sslmode=verify-full&sslrootcert=" + empty));
    assertEquals(
        refused(
            2,
            "sslrootcert: "
                + text
                + " holds no certificate; it should hold -----BEGIN CERTIFICATE-----"),
        list("?sslmode=require&sslrootcert=" + text));
    assertEquals(new Ended(0, "p\n", ""), list("?sslmode=verify-full&sslrootcert=" + closed));
    assertEquals(
        refused(
            2,
            "sslmode=verify-full needs a file of trusted certificates, and there is no "
                + home.resolve(".postgresql/root.crt")
                + "; name it with sslrootcert (PGSSLROOTCERT); system is Java's own"),
        new CommandRun(home)
            .with("HOME", home.toString())
            .run("list", "--database", url() + "?sslmode=verify-full"));
  }

  @Test
  void ourOwnCertificateIsTheLogin() {
    assertEquals(
        new Ended(0, "p\n", ""),
        list("?user=client&sslmode=require" + identity(folder.resolve("client.key"))));
    assertEquals(
        refused(
            4,
            url().replace("postgres@", "client@")
                + " refused the login: connection requires a valid client certificate; check the"
                + " user in the URL, and PGPASSWORD or the password file"),
        list("?user=client&sslmode=require"));
  }

  private static String identity(Path key) {
    return "&sslcert=" + AUTHORITY.certificate("client") + "&sslkey=" + key;
  }

  @Test
  void encryptedKeyOpensWithItsPassphrase() throws Exception {
    Path key = copy(AUTHORITY.encryptedKey("client", "sesame"), "encrypted.key");
    CommandRun world =
        new CommandRun(home)
            .with(
                "NOETL_RUNTIME_DATABASE",
                url() + "?user=client" + identity(key) + "&sslpassword=sesame");

    assertEquals(new Ended(0, "p\n", ""), world.run("list", "-o", "name"));
    assertEquals(
        refused(
            2,
            "sslkey: "
                + key
                + " holds an encrypted private key; give its passphrase with sslpassword, or"
                + " decrypt it"),
        list("?user=client" + identity(key)));
    assertEquals(
        refused(2, "sslkey: " + key + " does not open with that passphrase; check sslpassword"),
        world
            .with(
                "NOETL_RUNTIME_DATABASE",
                url() + "?user=client" + identity(key) + "&sslpassword=open")
            .run("list"));
  }

  @Test
  void keyThatCannotBeUsedIsNamedWithTheReason() throws Exception {
    String pem = Files.readString(folder.resolve("client.key"));
    Path old = write("old.key", pem.replace("PRIVATE KEY", "RSA PRIVATE KEY"));
    Path none = write("none.key", Files.readString(AUTHORITY.cacert()));
    Path empty = write("none2.key", "");

    assertEquals(
        refused(
            2,
            "sslkey: "
                + old
                + " holds a private key in an old form, not PKCS#8; convert it with: openssl pkcs8"
                + " -topk8 -in OLD -out NEW"),
        list("?user=client" + identity(old)));
    assertEquals(
        refused(
            2,
            "sslkey: "
                + none
                + " holds no private key; it should hold -----BEGIN PRIVATE KEY-----"),
        list("?user=client" + identity(none)));
    assertEquals(
        refused(2, "sslkey: " + empty + " is empty; it should hold -----BEGIN PRIVATE KEY-----"),
        list("?user=client" + identity(empty)));
    assertEquals(
        refused(2, "sslkey: cannot read the PEM file /no/such.key: no such file"),
        list("?user=client" + identity(Path.of("/no/such.key"))));
    assertEquals(
        refused(
            2,
            "sslkey: "
                + folder.resolve("server.key")
                + " is not the key of the certificate in "
                + AUTHORITY.certificate("client")
                + "; name the key that was made with it"),
        list("?user=client" + identity(folder.resolve("server.key"))));
    assertEquals(
        refused(2, "sslcert: cannot read the PEM file /no/such.crt: no such file"),
        list("?user=client&sslcert=/no/such.crt&sslkey=" + old));
  }

  @Test
  void keyThatOthersMayReadIsNotUsed() throws Exception {
    Path key = write("open.key", Files.readString(folder.resolve("client.key")));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertEquals(
        refused(
            4, "the key " + key + " may be read by others, so it is not used; chmod 600 " + key),
        list("?user=client" + identity(key)));
  }

  private Path write(String name, String text) throws Exception {
    Path file = Files.writeString(home.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  // Nothing is tried again

  @ParameterizedTest
  @CsvSource({
    "7, heartbeat x --every 1s",
    "7, heartbeat x --every 1s --recreate --runtime python",
    "7, wait x --for ready --timeout 1h",
    "7, watch",
    "7, deregister x --verify 1h",
    "125, run x -- true",
    "7, serve --listen 127.0.0.1:0"
  })
  void whatWillNotPassIsNotTriedAgain(int status, String command) {
    String name = command.split(" ")[0];
    String target =
        name
            + " --database "
            + url()
            + "?sslmode=verify-ca&sslrootcert="
            + AUTHORITY.certificate("client");

    Ended ended = new CommandRun(home).run(command.replaceFirst(name, target).split(" "));

    assertEquals(status, ended.status(), ended.toString());
    assertTrue(ended.err().contains("TLS failed: unable to find valid"), ended.toString());
  }
}
