package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Request;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final String BEAT = "/api/worker/pool/heartbeat";
  private static final String HINT = "check --cacert, --cert and the address";
  private static final PrivateAuthority AUTHORITY = PrivateAuthority.MADE;

  @RegisterExtension
  static final StubbedServer SERVER = new StubbedServer(AUTHORITY.server("server"));

  @RegisterExtension
  static final StubbedServer ELSEWHERE = new StubbedServer(AUTHORITY.server("elsewhere"));

  @RegisterExtension
  static final StubbedServer EXPIRED = new StubbedServer(AUTHORITY.server("expired"));

  @RegisterExtension
  static final StubbedServer DEMANDING = new StubbedServer(AUTHORITY.demandingServer());

  // Whom to trust

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void serverOfAPrivateAuthorityIsTrustedByItsCertificate(String host) {
    SERVER.answers("POST", BEAT, Recorded.answer(86));

    String address = SERVER.secureAddress().replace("localhost", host);

    assertEquals("ok", beatAt(SERVER, address, trusting()));
  }

  @Test
  void bundleMayHoldOtherTextAndCertificates() {
    SERVER.answers("POST", BEAT, Recorded.answer(86));
    Path bundle =
        AUTHORITY.write(
            "bundle.crt",
            "# Autorit\u00e9 priv\u00e9e\n"
                + text(AUTHORITY.certificate("client"))
                + "\r\n"
                + text(AUTHORITY.cacert()));

    assertEquals(
        "ok",
        beatAt(SERVER, SERVER.secureAddress(), new TlsOptions(bundle, null, null, null, false)));
  }

  @Test
  void serverOfAPrivateAuthorityIsNotTrustedByDefault() {
    assertUnreachable(
        SERVER, TlsOptions.DEFAULT, "unable to find valid certification path to requested target");
  }

  @Test
  void http2IsSpokenWhereTheServerOffersIt() {
    SERVER.answers("POST", BEAT, Recorded.answer(86));

    beatAt(SERVER, SERVER.secureAddress(), trusting());

    assertEquals(
        List.of("HTTP/2.0"), SERVER.requests().stream().map(Request::getProtocol).toList());
  }

  @Test
  void closedClientLeavesNoThreadBehind() throws InterruptedException {
    SERVER.answers("POST", BEAT, Recorded.answer(86));
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    HttpRuntimeApi client = SERVER.client(SERVER.secureAddress(), trusting(), ProxyRules.NONE);
    client.heartbeat(beat("p"));
    Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
    started.removeAll(before);
    started.removeIf(thread -> !thread.getName().startsWith("HttpClient-"));
    assertFalse(started.isEmpty(), "a client has threads while it is open");

    client.close();

    for (Thread thread : started) {
      assertTrue(thread.join(Duration.ofSeconds(5)), thread + " still runs");
    }
  }

  @Test
  void refusedCertificateIsNotTriedAgain() {
    RecordedTime time = new RecordedTime();

    assertThrows(
        Unreachable.class,
        () ->
            SERVER
                .client(SERVER.secureAddress(), Duration.ofSeconds(30), time.retries(2))
                .heartbeat(beat("demo")));

    assertEquals(List.of(), time.waits());
  }

  @Test
  void serverOfAnotherAuthorityIsNotTrusted() {
    TlsOptions other = new TlsOptions(AUTHORITY.certificate("client"), null, null, null, false);

    assertUnreachable(SERVER, other, "unable to find valid certification path to requested target");
  }

  @Test
  void certificateForAnotherHostIsRefused() {
    assertUnreachable(
        ELSEWHERE, trusting(), "No subject alternative DNS name matching localhost found");
  }

  /** Java itself would write the date in the zone of the process. */
  @Test
  void certificateThatHasExpiredIsNamedWithItsDates() {
    RuntimeApiException failed =
        assertThrows(Unreachable.class, () -> beatAt(EXPIRED, EXPIRED.secureAddress(), trusting()));

    assertEquals(
        "cannot reach "
            + EXPIRED.secureAddress()
            + ": TLS failed: the certificate has expired, it is valid from TIME to TIME",
        failed.getMessage().replaceAll("[0-9-]{10}T[0-9:]{8}Z", "TIME"));
  }

  @Test
  void insecureTrustsAnybody() {
    ELSEWHERE.answers("POST", BEAT, Recorded.answer(86));

    assertEquals(
        "ok",
        beatAt(ELSEWHERE, ELSEWHERE.secureAddress(), new TlsOptions(null, null, null, null, true)));
  }

  @Test
  void fileOfAuthoritiesThatIsMissingIsNamed() {
    Path missing = Path.of("no", "such.crt");

    assertInvalid(
        new TlsOptions(missing, null, null, null, false),
        "cannot read the PEM file " + missing + ": no such file",
        null);
  }

  @Test
  void fileOfAuthoritiesWithoutACertificateIsRefused() {
    Path key = AUTHORITY.key("client");

    assertInvalid(
        new TlsOptions(key, null, null, null, false),
        key + " holds no certificate",
        "it should hold -----BEGIN CERTIFICATE-----");
  }

  @Test
  void certificateThatIsCutOffIsRefused() {
    String whole = text(AUTHORITY.cacert());
    Path cut = AUTHORITY.write("cut.crt", whole.substring(0, whole.indexOf("-----END")));

    assertInvalid(
        new TlsOptions(cut, null, null, null, false),
        cut + " is cut off",
        "it should end with -----END CERTIFICATE-----");
  }

  // Who we are

  @Test
  void serverThatDemandsACertificateGetsIt() {
    DEMANDING.answers("POST", BEAT, Recorded.answer(86));

    assertEquals(
        "ok",
        beatAt(DEMANDING, DEMANDING.secureAddress(), identity(AUTHORITY.key("client"), null)));
  }

  @Test
  void serverThatDemandsACertificateIsUnreachableWithoutOne() {
    RuntimeApiException failed =
        assertThrows(
            Unreachable.class, () -> beatAt(DEMANDING, DEMANDING.secureAddress(), trusting()));

    // Whether the alert or the end of the connection is seen first is a race of TLS 1.3.
    String start = "cannot reach " + DEMANDING.secureAddress() + ": ";
    assertEquals(start, failed.getMessage().substring(0, start.length()));
  }

  @Test
  void keyMayStandBesideItsCertificate() {
    DEMANDING.answers("POST", BEAT, Recorded.answer(86));
    Path both =
        AUTHORITY.write(
            "both.pem", text(AUTHORITY.key("client")) + text(AUTHORITY.certificate("client")));

    assertEquals(
        "ok",
        beatAt(
            DEMANDING,
            DEMANDING.secureAddress(),
            new TlsOptions(AUTHORITY.cacert(), both, null, null, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass w\u00f6rd", "pass w\u00f6rd\n", "pass w\u00f6rd\r\n"})
  void encryptedKeyOpensWithThePassphraseOfAFile(String content) {
    DEMANDING.answers("POST", BEAT, Recorded.answer(86));
    Path key = AUTHORITY.encryptedKey("client", "pass w\u00f6rd");
    Path passphrase = AUTHORITY.write("right.txt", content);

    assertEquals("ok", beatAt(DEMANDING, DEMANDING.secureAddress(), identity(key, passphrase)));
  }

  @Test
  void wrongPassphraseIsReportedWithoutRepeatingIt() {
    Path key = AUTHORITY.encryptedKey("client", "secret");
    Path passphrase = AUTHORITY.write("wrong.txt", "other");

    assertInvalid(
        identity(key, passphrase),
        key + " does not open with that passphrase",
        "check " + passphrase);
  }

  @Test
  void encryptedKeyWithoutAPassphraseFileNamesTheOption() {
    Path key = AUTHORITY.encryptedKey("client", "secret");

    assertInvalid(
        identity(key, null),
        key + " holds an encrypted private key",
        "name the file of its passphrase with --key-passphrase-file");
  }

  @Test
  void passphraseFileThatIsMissingIsNamed() {
    Path missing = Path.of("no", "such.txt");

    assertInvalid(
        identity(AUTHORITY.encryptedKey("client", "secret"), missing),
        "cannot read the passphrase file " + missing + ": no such file",
        null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY"})
  void keyInTheOldFormSaysHowToConvertIt(String label) {
    Path key =
        AUTHORITY.write("old.key", text(AUTHORITY.key("client")).replace("PRIVATE KEY", label));

    assertInvalid(
        identity(key, null),
        key + " holds a private key in an old form, not PKCS#8",
        "convert it with: openssl pkcs8 -topk8 -in OLD -out NEW");
  }

  @Test
  void keyThatIsNoneOfTheKnownAlgorithmsIsRefused() {
    Path key =
        AUTHORITY.write(
            "odd.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    assertInvalid(
        identity(key, null),
        key + " holds a key of an unknown algorithm",
        "use RSA, EC, Ed25519 or Ed448");
  }

  @Test
  void keyFileThatIsMissingIsNamed() {
    Path missing = Path.of("no", "such.key");

    assertInvalid(
        identity(missing, null), "cannot read the PEM file " + missing + ": no such file", null);
  }

  private static TlsOptions trusting() {
    return new TlsOptions(AUTHORITY.cacert(), null, null, null, false);
  }

  private static TlsOptions identity(Path key, Path passphrase) {
    return new TlsOptions(
        AUTHORITY.cacert(), AUTHORITY.certificate("client"), key, passphrase, false);
  }

  private static String beatAt(StubbedServer server, String address, TlsOptions tls) {
    return server.client(address, tls, ProxyRules.NONE).heartbeat(beat("hb1")).status();
  }

  private static void assertUnreachable(StubbedServer server, TlsOptions tls, String why) {
    RuntimeApiException failed =
        assertThrows(Unreachable.class, () -> beatAt(server, server.secureAddress(), tls));

    assertEquals(
        "cannot reach " + server.secureAddress() + ": TLS failed: " + why, failed.getMessage());
    assertEquals(HINT, failed.hint());
  }

  private static void assertInvalid(TlsOptions tls, String sentence, String hint) {
    InvalidRequest invalid =
        assertThrows(InvalidRequest.class, () -> beatAt(SERVER, SERVER.secureAddress(), tls));

    assertEquals(sentence, invalid.getMessage());
    assertEquals(hint, invalid.hint());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
