package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors name files that are too large or endless. */
class LargeFilesTest {

  private static final String LARGE =
      "it has 67,108,865 bytes, and at most 64 MiB (67,108,864 bytes) are read";
  private static final String LARGE_AMONG_SMALL =
      "it has 67,108,865 bytes, and at most 4 MiB (4,194,304 bytes) are read";
  private static final String ENDLESS = "it does not end within 4 MiB (4,194,304 bytes)";

  @TempDir private Path home;
  private Path large;

  @BeforeEach
  void make() throws IOException {
    large = large("large.json");
  }

  /** It takes no room on the disk. */
  private Path large(String name) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.setLength((64 << 20) + 1);
    }
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void assertRefused(int exit, String sentence, CommandRun run, String line) {
    List<String> arguments = new ArrayList<>();
    for (String word : line.split(" ")) {
      arguments.add(word.replace("LARGE", large.toString()));
    }
    CommandRun.Ended ended = run.run(arguments.toArray(String[]::new));
    assertEquals(exit, ended.status(), ended.err());
    assertTrue(ended.err().startsWith("noetl-runtime: " + sentence), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register -f LARGE",
        "apply -f LARGE",
        "apply -f LARGE --dry-run",
        "apply -f LARGE --prune --selector team=a --yes",
        "heartbeat --registration LARGE"
      })
  void fileOfComponents(String line) {
    assertRefused(2, "cannot read " + large + ": " + LARGE, CommandRun.direct(home), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"register -f /dev/zero", "apply -f /dev/zero"})
  void deviceWithoutAnEndInItsPlace(String line) {
    assertRefused(
        2,
        "cannot read /dev/zero: it does not end within 64 MiB (67,108,864 bytes)",
        CommandRun.direct(home),
        line);
  }

  @Test
  void tokenFile() {
    assertRefused(
        2,
        "cannot read the token file " + large + ": " + LARGE_AMONG_SMALL,
        new CommandRun(home),
        "list --token-file LARGE");
    assertRefused(
        2,
        "cannot read the token file /dev/zero: " + ENDLESS,
        new CommandRun(home),
        "list --token-file /dev/zero");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cacert LARGE", "--cert LARGE --key LARGE"})
  void certificatesOfTheClient(String options) {
    assertRefused(
        2,
        "cannot read the PEM file " + large + ": " + LARGE_AMONG_SMALL,
        new CommandRun(home),
        "list --server https://127.0.0.1:1 " + options);
    assertRefused(
        2,
        "cannot read the PEM file /dev/zero: " + ENDLESS,
        new CommandRun(home),
        "list --server https://127.0.0.1:1 " + options.replace("LARGE", "/dev/zero"));
  }

  @Test
  void filesOfPostgres() {
    String url = "list --database postgresql://u@127.0.0.1:1/d?";
    assertRefused(
        2,
        "cannot read the password file " + large + ": " + LARGE_AMONG_SMALL,
        new CommandRun(home).with("PGPASSFILE", large.toString()),
        url + "connect_timeout=2");
    assertRefused(
        2,
        "sslrootcert: cannot read the PEM file " + large + ": " + LARGE_AMONG_SMALL,
        new CommandRun(home),
        url + "sslmode=verify-full&sslrootcert=LARGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {".config/noetl/runtime.yaml", ".noetl/config.yaml"})
  void configuration(String name) throws IOException {
    Path file = large(name);
    assertRefused(
        11, "cannot read " + file + ": " + LARGE_AMONG_SMALL, new CommandRun(home), "list");
  }

  @Test
  void filesOfServe() {
    String serve = "serve --listen 127.0.0.1:0 ";
    assertRefused(
        2,
        "the file of tokens " + large + " cannot be read: " + LARGE_AMONG_SMALL,
        new CommandRun(home),
        serve + "--tokens-file LARGE");
    assertRefused(
        2,
        "cannot read the PEM file " + large + ": " + LARGE_AMONG_SMALL,
        new CommandRun(home),
        serve + "--tls-cert LARGE --tls-key LARGE");
  }

  @Test
  void logWhoseLineDoesNotEnd() {
    assertRefused(
        2,
        "cannot read /dev/zero: it has a line of more than 4,194,304 characters",
        new CommandRun(home),
        "flaps /dev/zero");
  }

  @Test
  void fileAtTheLimitIsRead() throws IOException {
    Path file = home.resolve("spaces.json");
    byte[] text = new byte[64 << 20];
    Arrays.fill(text, (byte) ' ');
    byte[] component =
        "{\"name\":\"a\",\"runtime\":\"python\"}".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(component, 0, text, text.length - component.length, component.length);
    Files.write(file, text);
    CommandRun.Ended ended = CommandRun.direct(home).run("register", "-f", file.toString());
    assertEquals(0, ended.status(), ended.err());
  }
}
