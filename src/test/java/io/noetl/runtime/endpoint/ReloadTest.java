package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.client.TlsOptions;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid file is not loaded by a reload, and is logged in one line. */
class ReloadTest extends EndpointFixture {

  private static final PrivateAuthority AUTHORITY = PrivateAuthority.MADE;

  @BeforeEach
  void open() throws IOException {
    options.tokens = Files.writeString(folder.resolve("tokens"), "read old\n");
  }

  private static void damage(Path file, String how) throws IOException {
    Files.delete(file);
    switch (how) {
      case "missing" -> {}
      case "directory" -> Files.createDirectory(file);
      case "empty" -> Files.createFile(file);
      case "binary" -> Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
      case "large" -> {
        try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
          written.setLength(5 << 20);
        }
      }
      case "endless" -> Files.createSymbolicLink(file, Path.of("/dev/zero"));
      default -> throw new IllegalArgumentException(how);
    }
  }

  private void reloadInVain(Path file) {
    int lines = endpoint.log().size();
    endpoint.reload();
    assertEquals(lines + 1, endpoint.log().size());
    JsonObject line = endpoint.log().getLast();
    assertEquals("not_reloaded", line.text("event"));
    String message = line.text("message");
    assertTrue(message.contains(file.toString()), message);
    assertTrue(!message.contains("\n") && !message.contains("Exception"), message);
  }

  private int status(String token) {
    return endpoint.send("GET", "/api/runtimes", null, "Authorization", "Bearer " + token).status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "directory", "empty", "binary", "large", "endless"})
  void invalidTokenFileIsNotLoaded(String how) throws IOException {
    serve();
    damage(options.tokens, how);
    reloadInVain(options.tokens);
    assertEquals(200, status("old"));
  }

  private Path copy(Path file) throws IOException {
    return Files.copy(
        file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private void serveTls(Path clients) throws IOException {
    options.tls =
        new EndpointOptions.TlsFiles(
            copy(AUTHORITY.certificate("server")), copy(AUTHORITY.key("server")), clients);
    serve();
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "directory", "empty", "binary", "large", "endless"})
  void invalidCertificateOrKeyKeepsTheOldTokensToo(String how) throws IOException {
    serveTls(null);
    Files.writeString(options.tokens, "read fresh\n");
    damage(options.tls.key(), how);
    reloadInVain(options.tls.key());
    copy(AUTHORITY.key("server"), options.tls.key());
    damage(options.tls.certificate(), how);
    reloadInVain(options.tls.certificate());
    copy(AUTHORITY.certificate("server"), options.tls.certificate());
    endpoint.reload();
    assertEquals("reloaded", endpoint.log().getLast().text("event"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    Files.copy(from, to);
  }

  @Test
  void keyOfAnotherCertificateIsNotLoaded() throws IOException {
    serveTls(null);
    copy(AUTHORITY.key("client"), options.tls.key());
    reloadInVain(options.tls.key());
    assertTrue(
        endpoint
            .log()
            .getLast()
            .text("message")
            .contains("is not the key of the certificate in " + options.tls.certificate()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "empty", "binary", "large"})
  void invalidClientAuthoritiesAreNotLoaded(String how) throws IOException {
    Path clients = Files.copy(AUTHORITY.cacert(), folder.resolve("clients.pem"));
    serveTls(clients);
    damage(clients, how);
    reloadInVain(clients);
  }

  private int listed(PrivateAuthority authority) {
    TlsOptions tls =
        new TlsOptions(
            AUTHORITY.cacert(),
            authority.certificate("client"),
            authority.key("client"),
            null,
            false);
    return endpoint.listed(tls, "old");
  }

  @Test
  @IntegrationTest
  void clientsOfANewAuthorityAreAcceptedAfterAReload() throws IOException {
    PrivateAuthority next = PrivateAuthority.another();
    Path clients = Files.copy(AUTHORITY.cacert(), folder.resolve("clients.pem"));
    serveTls(clients);
    assertEquals(0, listed(AUTHORITY));
    assertThrows(Unreachable.class, () -> listed(next));

    Files.writeString(
        clients, Files.readString(AUTHORITY.cacert()) + Files.readString(next.cacert()));
    assertThrows(Unreachable.class, () -> listed(next), "nobody said that it should be read");
    endpoint.reload();
    assertEquals(0, listed(AUTHORITY));
    assertEquals(0, listed(next));

    copy(next.cacert(), clients);
    endpoint.reload();
    assertThrows(Unreachable.class, () -> listed(AUTHORITY));
    assertEquals(0, listed(next));

    Files.writeString(clients, "broken");
    endpoint.reload();
    assertEquals(0, listed(next), "what was known stays");
    assertThrows(Unreachable.class, () -> listed(AUTHORITY));
  }
}
