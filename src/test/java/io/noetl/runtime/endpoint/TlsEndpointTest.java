package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.client.ClientOptions;
import io.noetl.runtime.client.HttpRuntimeApi;
import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.client.ProxyRules;
import io.noetl.runtime.client.Retries;
import io.noetl.runtime.client.ServerAddress;
import io.noetl.runtime.client.TlsOptions;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with files in PEM. */
class TlsEndpointTest {

  private static final PrivateAuthority AUTHORITY = PrivateAuthority.MADE;

  @TempDir private Path folder;
  private RuntimeService registry;
  private final TestOptions options = new TestOptions();

  @BeforeEach
  void open() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private TestEndpoint start(Path clientAuthority) {
    options.tls =
        new EndpointOptions.TlsFiles(
            AUTHORITY.certificate("server"), AUTHORITY.key("server"), clientAuthority);
    return TestEndpoint.start(registry, registry, options);
  }

  private static int listed(TestEndpoint endpoint, Path certificate, Path key) {
    TlsOptions tls = new TlsOptions(AUTHORITY.cacert(), certificate, key, null, false);
    try (HttpRuntimeApi client =
        new HttpRuntimeApi(
            new ClientOptions(
                ServerAddress.of(endpoint.address()),
                Duration.ofSeconds(30),
                Retries.NONE,
                null,
                Map.of(),
                tls,
                ProxyRules.NONE,
                "noetl-runtime/test",
                line -> {}))) {
      return client.list(RuntimeListQuery.of(null)).items().size();
    }
  }

  @Test
  void clientsSpeakTlsAndNeedNoCertificateOfTheirOwn() {
    try (TestEndpoint endpoint = start(null)) {
      assertTrue(endpoint.address().startsWith("https://127.0.0.1:"));
      assertEquals(0, listed(endpoint, null, null));
      endpoint.reload();
      assertEquals(0, listed(endpoint, null, null));
      assertEquals("reloaded", endpoint.events().get(1));
      assertEquals(
          "[certificate, key]",
          String.valueOf(TestJson.plain(endpoint.log().get(1).get("renewed"))));
    }
  }

  @Test
  void clientWithoutACertificateOfTheAuthorityIsNotLetIn() {
    try (TestEndpoint endpoint = start(AUTHORITY.cacert())) {
      assertEquals(0, listed(endpoint, AUTHORITY.certificate("client"), AUTHORITY.key("client")));
      assertThrows(Unreachable.class, () -> listed(endpoint, null, null));
    }
  }

  @Test
  void fileThatHoldsSomethingElseIsNamed() throws IOException {
    Path odd = Files.writeString(folder.resolve("odd.pem"), "odd");
    options.tls = new EndpointOptions.TlsFiles(odd, AUTHORITY.key("server"), null);
    assertEquals(
        odd + " holds no certificate; it should hold -----BEGIN CERTIFICATE-----", refusal());
    options.tls = new EndpointOptions.TlsFiles(AUTHORITY.certificate("server"), odd, null);
    assertEquals(
        odd + " holds no private key; it should hold -----BEGIN PRIVATE KEY-----", refusal());
    Path missing = folder.resolve("missing");
    options.tls = new EndpointOptions.TlsFiles(missing, odd, null);
    assertEquals("cannot read the PEM file " + missing + ": no such file; null", refusal());
    options.tls =
        new EndpointOptions.TlsFiles(AUTHORITY.certificate("server"), AUTHORITY.key("server"), odd);
    assertEquals(
        odd + " holds no certificate; it should hold -----BEGIN CERTIFICATE-----", refusal());
  }

  @Test
  void keyThatServeCannotUseIsNamedWithTheWayOut() throws IOException {
    Path encrypted =
        Files.writeString(
            folder.resolve("encrypted.pem"),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    options.tls = new EndpointOptions.TlsFiles(AUTHORITY.certificate("server"), encrypted, null);
    assertEquals(
        encrypted
            + " holds an encrypted private key; store it without a passphrase: openssl pkey -in OLD -out NEW",
        refusal());
    Path another = AUTHORITY.key("client");
    options.tls = new EndpointOptions.TlsFiles(AUTHORITY.certificate("server"), another, null);
    assertEquals(
        another
            + " is not the key of the certificate in "
            + AUTHORITY.certificate("server")
            + "; name the key that was made with it",
        refusal());
  }

  private String refusal() {
    InvalidRequest refused =
        assertThrows(
            InvalidRequest.class, () -> TestEndpoint.start(registry, registry, options).close());
    return refused.getMessage() + "; " + refused.hint();
  }
}
