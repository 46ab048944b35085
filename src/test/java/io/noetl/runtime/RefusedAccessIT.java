package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution run by a user without the permissions that it needs. */
@IntegrationTest
class RefusedAccessIT {

  @TempDir private Path folder;

  /** The result of a script; the directory of the test is called {@code HERE} in it. */
  private record Ended(String out, String err) {}

  @BeforeEach
  void onlyRootMayBecomeAnother() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may become another user");
  }

  /**
   * Runs a script that knows the launcher as {@code $noetl}, and as another user as {@code other}.
   */
  private Ended shell(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        Launcher.command(
            folder,
            List.of(
                "sh",
                "-c",
                "other() { setpriv --reuid=65534 --regid=65534 --clear-groups \"$noetl\" \"$@\";"
                    + " echo $?; }\n"
                    + "chmod 755 \"$here\"; mkdir \"$here/home\" && cd \"$here\"\n"
                    + script));
    builder.environment().put("noetl", Launcher.PROGRAM);
    builder.environment().put("here", folder.toString());
    builder.environment().put("HOME", folder.resolve("home").toString());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertEquals(true, process.waitFor(90, TimeUnit.SECONDS));
    return new Ended(text(out), text(err));
  }

  private String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).replace(folder.toString(), "HERE");
  }

  @Test
  void folderOfADatabaseThatMayNotBeWrittenExitsFour() throws Exception {
    Ended ended = shell("other register a --database sqlite:$here/home/a.db");

    assertEquals("4\n", ended.out());
    assertEquals(
        "noetl-runtime: cannot open the database HERE/home/a.db: access is denied; name a file"
            + " you may write with --database sqlite:PATH, or set XDG_DATA_HOME\n",
        ended.err());
  }

  @Test
  void databaseOfAnotherUserExitsFour() throws Exception {
    Ended ended =
        shell(
            """
            "$noetl" register a --database sqlite:$here/home/a.db -q
            other list --database sqlite:$here/home/a.db
            chmod 644 home/a.db
            other list --database sqlite:$here/home/a.db
            other heartbeat a --database sqlite:$here/home/a.db
            chmod 777 home; chmod 444 home/a.db
            other heartbeat a --database sqlite:$here/home/a.db
            chmod 700 home
            other list --database sqlite:$here/home/a.db
            """);

    assertEquals("4\n4\n4\n4\n4\n", ended.out(), ended.err());
    assertEquals(5, ended.err().lines().count(), ended.err());
  }

  @Test
  void readOnlyFileSystemExitsFour() throws Exception {
    assumeTrue(
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt")
                .start()
                .waitFor()
            == 0,
        "only some may mount");
    Ended ended =
        shell(
            """
            "$noetl" register a --database sqlite:$here/home/a.db -q
            unshare -m sh -c '
              mount --bind "$here/home" "$here/home" && mount -o remount,bind,ro "$here/home"
              "$noetl" register a --database sqlite:$here/home/b.db; echo $?
              "$noetl" heartbeat a --database sqlite:$here/home/a.db; echo $?
              "$noetl" list --database sqlite:$here/home/a.db; echo $?
              "$noetl" serve --listen 127.0.0.1:0 --database sqlite:$here/home/b.db; echo $?'
            """);

    assertEquals("4\n4\n4\n4\n", ended.out(), ended.err());
  }

  @Test
  void folderOfTheConfigurationThatMayNotBeSearchedIsAnError() throws Exception {
    Ended ended =
        shell(
            """
            mkdir -p home/.config/noetl; echo 'server: http://other' >home/.config/noetl/runtime.yaml
            chmod 700 home/.config
            other list --server http://127.0.0.1:1
            other config -o name
            XDG_CONFIG_HOME=$here/home/.config other list
            """);

    String said =
        "noetl-runtime: cannot look for HERE/home/.config/noetl/runtime.yaml: HERE/home/.config may"
            + " not be searched; allow this user to search it, or set XDG_CONFIG_HOME to another"
            + " directory\n";
    String note = "noetl-runtime: the table lacks settings of files, because one cannot be read\n";
    String codes = ended.out().replaceAll("(?m)^[a-zA-Z].*\n", "");
    assertEquals("11\n11\n11\n", codes, ended.err());
    assertEquals(said + note + said + said, ended.err());
  }

  @Test
  void doctorSaysThatTheFolderMayNotBeSearched() throws Exception {
    Ended ended = shell("mkdir -p home/.noetl; chmod 700 home/.noetl; other doctor");

    assertTrue(ended.out().endsWith("\n11\n"), ended.out());
    assertTrue(ended.out().contains("HERE/home/.noetl may not be searched"), ended.out());
  }

  @Test
  void homeOfAnotherUserCountsAsEmptyAndConfigReportsIt() throws Exception {
    Ended ended =
        shell(
            """
            chmod 700 home
            other heartbeat a --server http://127.0.0.1:1 --retries 0 2>/dev/null
            other config -o name >/dev/null
            """);

    assertEquals("7\n", ended.out().lines().findFirst().orElse("") + "\n");
    assertEquals(
        "noetl-runtime: cannot look for HERE/home/.noetl/config.yaml: HERE/home may not be"
            + " searched\n",
        ended.err());
  }
}
