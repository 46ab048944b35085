package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same for the portable distribution, on the Java of the tests; and how it finds a Java. */
@IntegrationTest
class PortableDistributionIT extends DistributionIT {

  private static final Path PORTABLE =
      Launcher.DISTRIBUTION.resolveSibling("noetl-runtime-portable");

  private static final String JAVA_HOME = System.getProperty("java.home");

  /** One for all tests, so that each cache is made once. */
  @TempDir private static Path caches;

  @Override
  Map<String, String> variables() {
    return Map.of(
        "noetl", PORTABLE.resolve("bin/noetl-runtime").toString(),
        "portable", PORTABLE.toString(),
        "JAVA_HOME", JAVA_HOME,
        "java25", JAVA_HOME,
        "XDG_CACHE_HOME", caches.toString());
  }

  /** A Java that says of itself that it is of a version. */
  private static final String FAKE =
      """
      fake() {
        mkdir -p "$1/bin"
        printf '#!/bin/sh\\necho "openjdk version \\"%s\\" 2026-01-01" >&2\\n' "$2" >"$1/bin/java"
        chmod 755 "$1/bin/java"
      }
      """;

  @Override
  @Test
  void javaThatIsNotThereIsASentence() throws Exception {
    for (String shell : SHELLS) {
      String script =
          """
          export NOETL_RUNTIME_JAVA=/nowhere
          $shell "$noetl" list; a=$?
          $shell "$noetl" run x -- y; echo $a $?
          """;
      String said =
          "noetl-runtime: NOETL_RUNTIME_JAVA is no Java: /nowhere; set it to the directory of a"
              + " Java 25 or newer\n";
      assertEquals(
          new Ended(0, "70 125\n", said + said), shell(script.replace("$shell", shell)), shell);
    }
  }

  @Test
  void javaThatIsTooOldIsASentence() throws Exception {
    for (String shell : SHELLS) {
      String script =
          """
          fake "$HOME/old" 1.8.0_452; rm -f "$HOME/old/release"
          export NOETL_RUNTIME_JAVA="$HOME/old/bin/java"
          $shell "$noetl" list; echo $?
          echo 'JAVA_VERSION="24.0.2"' >"$HOME/old/release"
          $shell "$noetl" list -o json; echo $?
          """;
      assertEquals(
          new Ended(
              0,
              "70\n70\n",
              """
              noetl-runtime: NOETL_RUNTIME_JAVA is Java 1.8.0_452 in HOME/old; set it to the directory of a Java 25 or newer
              {"error":{"code":"internal_error","exit":70,"message":"NOETL_RUNTIME_JAVA is Java 24.0.2 in HOME/old; set it to the directory of a Java 25 or newer","hint":null,"http_status":null,"retry_after_s":null}}
              """
                  .replace("HOME", home.toString())),
          shell(FAKE + script.replace("$shell", shell)),
          shell);
    }
  }

  @Test
  void oldJavaIsPassedOverForTheOneOnThePath() throws Exception {
    String script =
        """
        fake "$HOME/old" 17.0.15
        mkdir "$HOME/bin" "$HOME/other"
        ln -s ../other/java "$HOME/bin/java"
        ln -s "$java25/bin/java" "$HOME/other/java"
        export JAVA_HOME="$HOME/old" PATH="$HOME/bin:$PATH"
        "$noetl" list --server http://127.0.0.1:1 --retries 0 2>"$HOME/said"; echo $?
        unset JAVA_HOME
        "$noetl" list --server http://127.0.0.1:1 --retries 0 2>"$HOME/said"; echo $?
        """;
    assertEquals(new Ended(0, "7\n7\n", ""), shell(FAKE + script));
  }

  @Test
  void javaInAUsualDirectoryIsFound() throws Exception {
    assertEquals(
        new Ended(0, "7\n", ""),
        shell(
            """
            unset JAVA_HOME
            export PATH=/usr/bin:/bin
            mkdir "$HOME/.jdks"
            ln -s "$java25" "$HOME/.jdks/temurin-25"
            "$noetl" list --server http://127.0.0.1:1 --retries 0 2>"$HOME/said"; echo $?
            """));
  }

  @Test
  void noJavaAtAllIsASentence() throws Exception {
    assumeTrue(
        shell("unshare --mount true 2>/dev/null").status() == 0, "only root may hide directories");
    assertEquals(
        new Ended(
            0,
            "70\n",
            "noetl-runtime: needs Java 25 or newer, and found none; install one, or set"
                + " NOETL_RUNTIME_JAVA to its directory\n"),
        shell(
            """
            unset JAVA_HOME
            mkdir "$HOME/bin"
            for program in sh cat sed; do ln -s "$(command -v $program)" "$HOME/bin/$program"; done
            unshare --mount sh -c '
              for directory in /usr/lib/jvm /usr/lib64/jvm /usr/java /usr/local/java /opt /usr/local; do
                case $noetl in $directory/*) exit 1 ;; esac
                ! [ -d $directory ] || mount -t tmpfs none $directory || exit 1
              done
              export PATH="$HOME/bin"
              "$noetl" list; echo $?'
            """));
  }

  @Test
  void cacheOfAnotherUserIsNotUsed() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may give files away");
    Ended ended =
        shell(
            """
            export XDG_CACHE_HOME="$HOME/cache"
            "$noetl" --version >/dev/null
            chown 65534 "$HOME"/cache/noetl/*.jsa
            "$noetl" --version -v | tail -n 1
            rm "$HOME"/cache/noetl/*.jsa
            chown 65534 "$HOME/cache/noetl"
            "$noetl" --version -v | tail -n 1
            ls "$HOME/cache/noetl"
            """);
    assertEquals(
        "start-up cache: not in use: FILE belongs to another user\n"
            + "start-up cache: not in use: cannot write to HOME/cache/noetl\n",
        ended
            .out()
            .replace(home.toString(), "HOME")
            .replaceAll("HOME/cache/noetl/runtime-\\S+-http[.]jsa", "FILE"));
  }

  @Test
  void cacheIsMadeOnFirstUseForItsOwnerAlone() throws Exception {
    assertEquals(
        new Ended(0, "start-up cache: in use\nstart-up cache: in use\nhttp.jsa\n-rw-------\n", ""),
        shell(
            """
            umask 000
            export XDG_CACHE_HOME="$HOME/a cache"
            "$noetl" doctor --self | tail -n 1
            "$noetl" --version -v | tail -n 1
            cd "$XDG_CACHE_HOME/noetl"
            rm runtime-*-noetl-runtime.jsa
            ls | sed 's/.*-//'
            ls -l * | cut -c 1-10
            """));
  }

  @Test
  void cacheIsInTheHomeDirectoryUnlessToldOtherwise() throws Exception {
    Ended ended =
        shell(
            """
            unset XDG_CACHE_HOME
            "$noetl" --version -v
            """);
    assertTrue(ended.out().endsWith("start-up cache: in use\n"), ended.out());
    try (Stream<Path> made = Files.list(home.resolve(".cache/noetl"))) {
      assertEquals(1, made.count());
    }
  }

  /** The Java of the tests, which says that it is one for macOS. */
  @Test
  void elsewhereThanOnLinuxCachesAreWhereTheyBelongAndRunIsRefused() throws Exception {
    assertEquals(
        new Ended(
            0,
            "1\n125\n",
            "noetl-runtime: run needs Linux; elsewhere start the program yourself, and beside it:"
                + " noetl-runtime heartbeat --every 15s\n"),
        shell(
            """
            unset XDG_CACHE_HOME
            mkdir -p "$HOME/mac/bin"
            ln -s "$java25/bin/java" "$HOME/mac/bin/java"
            printf '%s="%s"\\n' JAVA_VERSION 25.0.9 OS_NAME Darwin OS_ARCH aarch64 >"$HOME/mac/release"
            export NOETL_RUNTIME_JAVA="$HOME/mac"
            "$noetl" --version >"$HOME/said"
            ls "$HOME/Library/Caches/noetl" | wc -l | tr -d ' '
            "$noetl" run demo --direct -- true; echo $?
            """));
  }

  @Test
  void cacheThatCannotBeMadeStopsNothing() throws Exception {
    assertEquals(
        new Ended(
            0,
            """
            start-up cache: not in use: cannot write to ROOT/file/noetl
            start-up cache: not in use: HOME and XDG_CACHE_HOME are no absolute paths, so there is no directory for it
            start-up cache: not in use: it was not made yet, and is not made while NOETL_RUNTIME_JAVA_OPTS is set
            start-up cache: not in use: another process is making it, or could not; to try again, remove ROOT/locked/noetl/LOCK
            0
            """
                .replace("ROOT", home.toString()),
            ""),
        shell(
            """
            state() { "$@" "$noetl" --version -v | tail -n 1; }
            : >"$HOME/file"
            state env XDG_CACHE_HOME="$HOME/file"
            state env -u HOME -u XDG_CACHE_HOME
            state env XDG_CACHE_HOME="$HOME/none" NOETL_RUNTIME_JAVA_OPTS=-Xss1m
            state env XDG_CACHE_HOME="$HOME/locked" >"$HOME/made"
            cd "$HOME/locked/noetl"
            for made in *.jsa; do mv "$made" "${made%.jsa}.lock"; done
            state env XDG_CACHE_HOME="$HOME/locked" | sed 's#noetl/runtime-.*-http.lock$#noetl/LOCK#'
            XDG_CACHE_HOME="$HOME/file" "$noetl" --help >"$HOME/help"; echo $?
            """));
  }

  @Test
  void lockThatWasLeftLongAgoIsRemoved() throws Exception {
    assertEquals(
        new Ended(0, "start-up cache: in use\n", ""),
        shell(
            """
            export XDG_CACHE_HOME="$HOME/cache"
            "$noetl" --version
            cd "$HOME/cache/noetl"
            made=$(echo *.jsa)
            rm "$made"; mkdir "${made%.jsa}.lock"
            touch -t 202001010000 "${made%.jsa}.lock"
            "$noetl" --version
            "$noetl" --version -v | tail -n 1
            """
                .replace("--version\n", "--version >/dev/null\n")));
  }

  @Test
  void processesThatStartTogetherMakeOneCache() throws Exception {
    assertEquals(
        new Ended(0, "start-up cache: in use\n1\n", ""),
        shell(
            """
            export XDG_CACHE_HOME="$HOME/cache"
            for i in 1 2 3 4; do "$noetl" --version >"$HOME/$i" & done
            wait
            for i in 2 3 4; do cmp "$HOME/1" "$HOME/$i"; done
            "$noetl" --version -v | tail -n 1
            ls "$HOME/cache/noetl" | wc -l | tr -d ' '
            """));
  }

  @Test
  void copyWithOtherTimeStampsSaysWhatToRemove() throws Exception {
    Ended ended =
        shell(
            """
            export XDG_CACHE_HOME="$HOME/cache"
            "$noetl" --version >/dev/null
            cp -r "$portable" "$HOME/copy"
            "$HOME/copy/bin/noetl-runtime" --version -v | tail -n 1
            rm "$HOME"/cache/noetl/*
            "$HOME/copy/bin/noetl-runtime" --version -v | tail -n 1
            """);
    assertTrue(
        ended
            .out()
            .matches(
                "start-up cache: not in use: the libraries in \\S+/copy/lib have other time stamps"
                    + " than those it was made of; remove \\S+/cache/noetl/runtime-\\S+-http[.]jsa,"
                    + " and the next command makes it again\nstart-up cache: in use\n"),
        ended.toString());
  }

  @Test
  void archiveHasEveryLibraryOfSqliteAndNoJava() throws Exception {
    String archive = "noetl-runtime-*-java25.tar.gz";
    Ended listed = shell("tar -tzf \"$portable\"/../" + archive);
    Set<String> files =
        listed
            .out()
            .lines()
            .map(line -> line.replaceFirst("^[^/]+/", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(
            "lib/native/Linux/x86_64/libsqlitejdbc.so",
            "lib/native/Linux/aarch64/libsqlitejdbc.so",
            "lib/native/Linux-Musl/x86_64/libsqlitejdbc.so",
            "lib/native/Linux-Musl/aarch64/libsqlitejdbc.so",
            "lib/native/Mac/x86_64/libsqlitejdbc.dylib",
            "lib/native/Mac/aarch64/libsqlitejdbc.dylib"),
        files.stream()
            .filter(name -> name.matches("lib/native/(Linux|Mac).*/(x86_64|aarch64)/.+"))
            .collect(Collectors.toSet()));
    assertTrue(files.contains("legal/sqlite-jdbc/LICENSE"), "licences");
    assertTrue(
        files.stream().noneMatch(name -> name.startsWith("runtime") || name.endsWith(".jsa")));
  }

  @Test
  void scriptsHaveNoFaultsThatShellcheckKnows() throws Exception {
    ProcessHome.assumeInstalled("shellcheck", "shellcheck");
    assertEquals(
        new Ended(0, "", ""),
        shell(
            "cd "
                + Path.of("").toAbsolutePath()
                + "; shellcheck -x src/dist/bin/noetl-runtime src/dist/portable/portable.sh"));
  }
}
