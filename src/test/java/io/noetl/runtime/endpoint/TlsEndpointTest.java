package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.client.TlsOptions;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** HTTPS with PEM files. */
class TlsEndpointTest extends EndpointFixture {

  private static final PrivateAuthority AUTHORITY = PrivateAuthority.MADE;

  private TestEndpoint startTls(Path clientAuthority) {
    options.tls =
        new EndpointOptions.TlsFiles(
            AUTHORITY.certificate("server"), AUTHORITY.key("server"), clientAuthority);
    return start();
  }

  private static int listed(TestEndpoint endpoint, Path certificate, Path key) {
    return endpoint.listed(new TlsOptions(AUTHORITY.cacert(), certificate, key, null, false), null);
  }

  @Test
  void clientsNeedNoCertificateByDefault() {
    try (TestEndpoint endpoint = startTls(null)) {
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
  void clientWithoutATrustedCertificateIsRefused() {
    try (TestEndpoint endpoint = startTls(AUTHORITY.cacert())) {
      assertEquals(0, listed(endpoint, AUTHORITY.certificate("client"), AUTHORITY.key("client")));
      assertThrows(Unreachable.class, () -> listed(endpoint, null, null));
    }
  }

  @Test
  void invalidPemFileIsNamed() throws IOException {
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
  void unusableKeyIsNamedWithAHint() throws IOException {
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
    InvalidRequest refused = assertThrows(InvalidRequest.class, () -> start().close());
    return refused.getMessage() + "; " + refused.hint();
  }
}
