package io.noetl.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.files.LockFile;
import io.noetl.runtime.files.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the text of the file when contexts change. */
class ContextEditorTest {

  @TempDir private Path temporary;
  private ConfigHome home;
  private Path file;
  private ContextEditor editor;

  @BeforeEach
  void createHome() {
    home = new ConfigHome(temporary);
    file = home.configFile();
    editor = new ContextEditor(file);
  }

  private String text() throws IOException {
    return Files.readString(file);
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void newFileIsForItsOwnerAlone() throws IOException {
    assertTrue(editor.set("prod", Map.of(Setting.SERVER, "https://noetl:8083"), true));
    assertTrue(editor.use("prod", true));

    assertEquals(
        """
        contexts:
          prod:
            server: https://noetl:8083
            protected: true
        context: prod
        """,
        text());
    assertEquals("rw-------", permissions());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(
          List.of(".runtime.yaml.lock", "runtime.yaml"),
          files.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void commentsBlankLinesAndPermissionsStay() throws IOException {
    home.withConfig(
        """
        # of the team
        timeout: 9s   # slow network

        contexts:
            # the real one
            prod:
                server: http://old   # until May
                header:
                - 'X-A: 1'
            "test 1":
                direct: true
        # the last word
        context: prod # usually
        """);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertTrue(
        editor.set(
            "prod",
            Map.of(Setting.SERVER, "http://new", Setting.HEADER, "X-B: a b\nX-C: \"\\ü"),
            null));
    assertTrue(editor.set("third", Map.of(Setting.TIMEOUT, "1s"), false));
    assertTrue(editor.use("test 1", true));

    assertEquals(
        """
        # of the team
        timeout: 9s # slow network

        contexts:
            # the real one
            prod:
                server: http://new # until May
                header:
                - 'X-B: a b'
                - 'X-C: "\\ü'
            "test 1":
                direct: true
            third:
                timeout: 1s
                protected: false
        # the last word
        context: test 1 # usually
        """,
        text());
    assertEquals("rw-r-----", permissions());
    assertEquals("true", home.settings().text(Setting.DIRECT));

    assertTrue(editor.delete("test 1"));
    assertTrue(editor.delete("third"));
    assertEquals(
        """
        # of the team
        timeout: 9s # slow network

        contexts:
            # the real one
            prod:
                server: http://new # until May
                header:
                - 'X-B: a b'
                - 'X-C: "\\ü'
        # the last word
        """,
        text());
    assertTrue(editor.delete("prod"));
    assertEquals("# of the team\ntimeout: 9s # slow network\n\n# the last word\n", text());
  }

  @Test
  void commentsThatTheLibraryLosesAreReported() throws IOException {
    home.withConfig("# flow\n{timeout: 9s, contexts: {a: {server: http://a}}}\n");

    assertFalse(editor.set("b: c", Map.of(Setting.SERVER, "http://b"), null));

    assertEquals(
        """
        timeout: 9s
        contexts:
          a: {server: 'http://a'}
          'b: c':
            server: http://b
        """,
        text());
    assertTrue(editor.use("a", true), "now every comment is kept");
  }

  @Test
  void mapsInAListStayMaps() throws IOException {
    home.withConfig("{header: [{X-Team: data}, 'X-A: b'], contexts: {a: {server: http://a}}}\n");

    assertTrue(editor.set("b", Map.of(Setting.SERVER, "http://b"), null));

    assertEquals(
        """
        header: [{X-Team: data}, 'X-A: b']
        contexts:
          a: {server: 'http://a'}
          b:
            server: http://b
        """,
        text());
  }

  @Test
  void fileOfCommentsAloneKeepsThem() throws IOException {
    home.withConfig("# mine\n\n# empty so far");
    assertTrue(editor.set("a", Map.of(Setting.SERVER, "http://a"), null));
    assertEquals("# mine\n\n# empty so far\ncontexts:\n  a:\n    server: http://a\n", text());

    assertTrue(editor.delete("a"));
    assertEquals("# mine\n\n# empty so far\n", text());
  }

  @Test
  void commentsGoOnlyWithWhatTheyStandIn() throws IOException {
    home.withConfig(
        """
        contexts: # all
          a: # first
            # inside of a
            server: http://a # of a
          # above b
          b:
            server: http://b
            header: # two
              # one
              - 'X-A: 1' # x
              - "X-B: c"

        # end
        """);

    assertTrue(editor.delete("a"));
    assertEquals(
        """
        contexts: # all
          # above b
          b:
            server: http://b
            header: # two
              # one
                - 'X-A: 1' # x
                - "X-B: c"

        # end
        """,
        text());
    assertTrue(editor.set("b", Map.of(Setting.SERVER, "http://c"), true));
    assertTrue(text().contains("server: http://c\n"), text());
    assertTrue(text().endsWith("- \"X-B: c\"\n    protected: true\n\n# end\n"), text());
  }

  @Test
  void valueThatAnAliasStandsForIsChangedInItsOwnContextOnly() throws IOException {
    home.withConfig("contexts:\n  a: &x\n    server: http://a\n  b: *x\n");

    assertTrue(editor.set("b", Map.of(Setting.SERVER, "http://b"), null));

    assertEquals("contexts:\n  a:\n    server: http://a\n  b:\n    server: http://b\n", text());
  }

  @Test
  void linkIsFollowedAndNotReplaced() throws IOException {
    Path real = Files.createDirectories(temporary.resolve("dotfiles")).resolve("runtime.yaml");
    Files.writeString(real, "timeout: 9s\n");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, real);

    editor.set("a", Map.of(Setting.SERVER, "http://a"), null);

    assertTrue(Files.isSymbolicLink(file));
    assertEquals("timeout: 9s\ncontexts:\n  a:\n    server: http://a\n", Files.readString(real));
  }

  @Test
  void brokenFileIsUnchanged() throws IOException {
    home.withConfig("timeout: [");
    assertThrows(
        ConfigException.InvalidFile.class,
        () -> editor.set("a", Map.of(Setting.SERVER, "http://a"), null));
    assertEquals("timeout: [", text());
  }

  @Test
  void linkToAMissingFileIsKept() throws IOException {
    Path target = Files.createDirectories(temporary.resolve("dotfiles")).resolve("runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, target);

    editor.set("a", Map.of(Setting.SERVER, "http://a"), null);

    assertTrue(Files.isSymbolicLink(file));
    assertEquals("contexts:\n  a:\n    server: http://a\n", Files.readString(target));
  }

  @Test
  void whatIsNoFileIsNeitherReadNorReplaced() throws Exception {
    Files.createDirectories(file.getParent());
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    assertRefused("it is a FIFO");
    Files.delete(file);
    Files.createDirectory(file);
    assertRefused("it is a directory");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/null"));
    assertRefused("it is a device");

    assertTrue(Files.isSymbolicLink(file));
  }

  private void assertRefused(String reason) {
    ConfigHome.assertRefused(
        ConfigException.InvalidFile.class,
        "cannot write " + file + ": " + reason,
        "make it a file that you may change",
        () -> editor.set("a", Map.of(Setting.SERVER, "http://a"), null));
  }

  @Test
  void whatAnotherProcessDeletedMeanwhileIsNeitherUsedNorDeletedAgain() throws IOException {
    home.withConfig("contexts:\n  a:\n    server: http://a\n");
    for (Executable late :
        List.<Executable>of(() -> editor.delete("gone"), () -> editor.use("gone", true))) {
      ConfigHome.assertRefused(
          ConfigException.InvalidFile.class,
          "context \"gone\" is no longer in " + file,
          "list the contexts: noetl-runtime context",
          late);
    }
    assertEquals("contexts:\n  a:\n    server: http://a\n", text());
  }

  @Test
  void lockThatAnotherProcessHoldsIsWaitedForAndNamed() throws Exception {
    Files.createDirectories(file.getParent());
    Path lock = file.resolveSibling(".runtime.yaml.lock");
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                HeldLock.class.getName(),
                lock.toString())
            .start();
    try {
      assertEquals('x', holder.getInputStream().read());
      ConfigHome.assertRefused(
          ConfigException.Locked.class,
          "cannot change " + file + ": process " + holder.pid() + " holds the lock " + lock,
          "wait until that process has ended, or end it",
          () ->
              new ContextEditor(file, Duration.ofMillis(50))
                  .set("a", Map.of(Setting.SERVER, "http://a"), null));
      assertFalse(Files.exists(file));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertTrue(editor.set("a", Map.of(Setting.SERVER, "http://a"), null), "it died with it");
  }

  /** Another process, which holds a lock until it is killed. */
  static final class HeldLock {
    private HeldLock() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]).resolveSibling("runtime.yaml");
      try (LockFile _ = LockFile.hold(RegularFile.at(file), Duration.ZERO)) {
        System.out.write('x');
        System.out.flush();
        System.in.read();
      }
    }
  }
}
