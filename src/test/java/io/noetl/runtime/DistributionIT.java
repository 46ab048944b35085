package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the distribution as a shell does: real processes, descriptors and exit codes. */
@IntegrationTest
class DistributionIT {

  /** What may be /bin/sh. */
  static final List<String> SHELLS =
      Stream.of("/bin/sh", "/bin/busybox sh", "/bin/bash")
          .filter(shell -> Files.isExecutable(Path.of(shell.replace(" sh", ""))))
          .toList();

  @TempDir Path home;

  /** What a command line left behind. */
  record Ended(int status, String out, String err) {}

  /** The launcher, and the variables that it is started with. */
  Map<String, String> variables() {
    return Map.of("noetl", Launcher.PROGRAM);
  }

  /** Runs a shell script that knows the launcher as {@code $noetl}. */
  final Ended shell(String script) throws IOException, InterruptedException {
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    ProcessBuilder builder = Launcher.command(home, List.of("sh", "-c", script));
    builder.environment().putAll(variables());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(180, TimeUnit.SECONDS), "the script ends: " + script);
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void mainJobRunsOnTheEmbeddedDefault() throws Exception {
    Ended ended =
        shell(
            """
            set -e
            "$noetl" register demo --direct --runtime python -q
            "$noetl" heartbeat demo --direct -q
            "$noetl" list --direct -o name
            "$noetl" deregister demo --direct -q
            "$noetl" list --direct --status offline -o name
            """);
    assertEquals(new Ended(0, "demo\ndemo\n", ""), ended);
  }

  @Test
  void exitCodesReachTheShell() throws Exception {
    assertEquals(
        new Ended(0, "5 7 2 11\n", ""),
        shell(
            """
            "$noetl" init --direct -q
            "$noetl" heartbeat ghost --direct 2>/dev/null; a=$?
            "$noetl" list --server http://127.0.0.1:1 2>/dev/null; b=$?
            "$noetl" list --nonsense 2>/dev/null; c=$?
            mkdir -p "$HOME/.config/noetl"; echo 'sever: x' >"$HOME/.config/noetl/runtime.yaml"
            "$noetl" list 2>/dev/null; d=$?
            echo $a $b $c $d
            """));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void optionsBeforeRunTakeNothingFromItsProgram() throws Exception {
    Ended ended =
        shell(
            "echo inherited >kept; \"$noetl\" -q --direct run x --runtime python --"
                + " sh -c 'cat <&5; exit 3' 5<kept; echo $?");
    assertEquals("inherited\n3\n", ended.out(), ended.err());
  }

  @Test
  void closedPipeEndsQuietlyAsSigpipeDoes() throws Exception {
    assertEquals(
        new Ended(0, "CODE\n141\n", ""),
        shell(
            """
            "$noetl" exit-codes | { read -r word rest; echo "$word"; }
            mkfifo "$HOME/pipe"
            : <"$HOME/pipe" &
            exec 3>"$HOME/pipe"
            wait
            "$noetl" exit-codes >&3; echo $?
            """));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsAFailure() throws Exception {
    Ended ended = shell("\"$noetl\" exit-codes >/dev/full");
    assertEquals(
        new Ended(1, "", "noetl-runtime: cannot write the result: No space left on device\n"),
        ended);
  }

  @Test
  void closedStandardInputIsAnEmptyFile() throws Exception {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: standard input is empty; it should hold {\"name\": …} or a list of such"
                + " objects\n"),
        shell("\"$noetl\" register -f - --direct <&-"));
  }

  @Test
  void namesSurviveALocaleWithoutThem() throws Exception {
    assertEquals(
        new Ended(0, "cröñ-水\ncröñ-水\n", ""),
        shell(
            """
            unset LC_ALL LC_CTYPE LANG
            "$noetl" register cröñ-水 --direct -q
            LC_ALL=C "$noetl" list --direct -o name
            LC_ALL=xx_XX.UTF-8 "$noetl" list --direct -o name --name 'cröñ*'
            """));
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource(
      delimiter = '|',
      value = {
        "ulimit -v 500000 | ulimit -v allows 500000 KiB of address space, and it takes 940 MiB",
        "ulimit -v 300000 | ulimit -v allows 300000 KiB of address space, and it takes * MiB",
        "ulimit -n 20     | ulimit -n allows 20 open files, and it takes 32",
        "ulimit -d 30000  | ulimit -d allows 30000 KiB of data, and it takes 64 MiB"
      })
  void javaThatHasNoRoomIsASentence(String limit, String sentence) throws Exception {
    for (String command : List.of("check demo --direct", "list --direct", "run demo -- true")) {
      boolean isRun = command.startsWith("run");
      if (isRun && sentence.contains("940")) {
        continue; // It takes less.
      }
      Ended ended = shell(limit + "\nexec \"$noetl\" " + command);
      assertEquals(
          new Ended(
              isRun ? 125 : 70,
              "",
              "noetl-runtime: Java cannot start: " + sentence + "; raise the limit\n"),
          new Ended(
              ended.status(),
              ended.out(),
              sentence.contains("*") ? ended.err().replaceAll("\\d+ MiB", "* MiB") : ended.err()));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void errorsOfTheLauncherAreJsonWhereResultsAre() throws Exception {
    String limit = "ulimit -n 20\n";
    String message =
        "\"message\":\"Java cannot start: ulimit -n allows 20 open files, and it takes 32; raise"
            + " the limit\",\"hint\":null,\"http_status\":null,\"retry_after_s\":null}}\n";
    String internal = "{\"error\":{\"code\":\"internal_error\",\"exit\":70," + message;
    for (String command :
        List.of("list -o json", "-o jsonl list", "list --output=json", "list --output json")) {
      assertEquals(new Ended(70, "", internal), shell(limit + "exec \"$noetl\" " + command));
    }
    assertEquals(
        new Ended(70, "", internal),
        shell(limit + "NOETL_RUNTIME_OUTPUT=json exec \"$noetl\" list"));
    assertEquals(
        new Ended(125, "", "{\"error\":{\"code\":\"not_started\",\"exit\":125," + message),
        shell(limit + "exec \"$noetl\" run -o json demo -- true"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTakesLittleStartsWhereOthersHaveNoRoom() throws Exception {
    assertEquals(
        new Ended(3, "", ""),
        shell("ulimit -v 500000\nexec \"$noetl\" run demo --direct -- sh -c 'exit 3'"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void workingDirectoryThatIsGoneIsASentence() throws Exception {
    for (String shell : SHELLS) {
      Ended ended =
          shell("mkdir gone; cd gone; rmdir ../gone\n" + shell + " \"$noetl\" list --direct\n");
      assertEquals(70, ended.status(), shell);
      assertTrue(
          ended
              .err()
              .endsWith(
                  "noetl-runtime: the working directory was removed; change to one that exists\n"),
          ended.err());
    }
  }

  @Test
  void javaThatIsNotThereIsASentence() throws Exception {
    for (String shell : SHELLS) {
      Ended ended =
          shell(
              """
              mkdir -p "$HOME/it/bin" "$HOME/it/runtime/bin"
              cp "$noetl" "$HOME/it/bin"
              printf '#!/nonexistent\\n' >"$HOME/it/runtime/bin/java"
              chmod "$mode" "$HOME/it/runtime/bin/java"
              $shell "$HOME/it/bin/noetl-runtime" list; a=$?
              $shell "$HOME/it/bin/noetl-runtime" run x -- y; echo $a $?
              """
                  .replace("$shell", shell)
                  .replace("$mode", shell.endsWith("bash") ? "644" : "755"));
      assertEquals("70 125\n", ended.out());
      assertTrue(ended.err().contains("noetl-runtime: "), ended.err());
    }
  }

  @Test
  void variablesOfAnotherJavaChangeNothing() throws Exception {
    String script =
        """
        "$noetl" register demo --direct -q
        "$noetl" check demo --direct | sed 's/[0-9]*s ago/Ns ago/'
        "$noetl" check ghost --direct; echo $?
        "$noetl" --version
        """;
    Ended plain = shell(script);
    for (String variable :
        List.of(
            "JAVA_TOOL_OPTIONS=-javaagent:/nowhere.jar",
            "JAVA_TOOL_OPTIONS='-Dnoetl.home=/nowhere -XX:+UseZGC'",
            "JAVA_TOOL_OPTIONS=",
            "_JAVA_OPTIONS='-XX:+UseG1GC -Xmx4m'",
            "_JAVA_OPTIONS=nonsense",
            "JDK_JAVA_OPTIONS=-XX:+UseParallelGC",
            "JDK_JAVA_OPTIONS='@/nowhere \"unbalanced'",
            "JDK_ALTERNATE_VM=zero",
            "_JAVA_LAUNCHER_DEBUG=1",
            "_JAVA_SR_SIGNUM=999")) {
      assertEquals(plain, shell("export " + variable + "\n" + script), variable);
    }
  }

  @Test
  void largeListFitsIntoTheMemory() throws Exception {
    assertEquals(
        new Ended(0, "20000\n", ""),
        shell(
            """
            awk 'BEGIN { print "["; for (i = 0; i < 20000; i++)
              printf "%s{\\"name\\":\\"p%d\\",\\"labels\\":{\\"n\\":\\"%d\\"}}\\n", i ? "," : "", i, i;
              print "]" }' >"$HOME/pools.json"
            "$noetl" register -f "$HOME/pools.json" --direct -q
            "$noetl" list --direct -o name | wc -l
            """));
  }

  @Test
  void databaseIsForItsOwnerAlone() throws Exception {
    assertEquals(
        new Ended(0, "drwx------\n-rw-------\n", ""),
        shell(
            """
            umask 000
            "$noetl" register demo --direct -q
            ls -ld "$HOME/.local/share/noetl/runtime.db" "$HOME/.local/share/noetl" | cut -c 1-10
            """));
  }

  @Test
  void nothingIsUnpackedIntoTheTemporaryFolder() throws Exception {
    assertEquals(
        new Ended(0, "", ""),
        shell(
            """
            mkdir "$HOME/tmp"
            NOETL_RUNTIME_JAVA_OPTS="-Djava.io.tmpdir=$HOME/tmp" "$noetl" register demo --direct -q
            ls "$HOME/tmp"
            """));
  }

  @Test
  void commandsRunAsAnotherUserOnAReadOnlyHome() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may become another user");
    Ended ended =
        shell(
            """
            chmod 755 "$HOME"; mkdir "$HOME/home"
            export HOME="$HOME/home"
            setpriv --reuid=65534 --regid=65534 --clear-groups "$noetl" register a --direct
            echo $?
            """);
    String file = home.resolve("home/.local/share/noetl/runtime.db").toString();
    assertEquals("4\n", ended.out());
    assertEquals(
        "noetl-runtime: cannot open the database "
            + file
            + ": access is denied; name a file you may write with --database sqlite:PATH, or set"
            + " XDG_DATA_HOME\n",
        ended.err());
  }

  @Test
  void userWhomTheSystemDoesNotKnowMakesNoDirectoryOfAQuestionMark() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may become another user");
    Ended ended =
        shell(
            """
            chmod 755 "$HOME"; mkdir "$HOME/here"; chmod 777 "$HOME/here"; cd "$HOME/here"
            as() { setpriv --reuid=54321 --regid=54321 --clear-groups "$@"; }
            as env -u HOME "$noetl" register demo --direct
            echo $?
            as env HOME=relative "$noetl" context set a --server http://a
            echo $?
            as env -u HOME "$noetl" heartbeat demo --server http://127.0.0.1:1 --retries 0 2>/dev/null
            echo $?
            ls -A
            """);
    assertEquals("11\n11\n7\n", ended.out());
    assertEquals(
        """
        noetl-runtime: HOME is not set, and this user has no home directory; set HOME or XDG_DATA_HOME to an absolute path, or name a database with --database
        noetl-runtime: HOME is not an absolute path: relative; set HOME or XDG_CONFIG_HOME to an absolute path
        """,
        ended.err());
  }
}
