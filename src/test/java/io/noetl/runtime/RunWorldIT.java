package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What proc(5) says of a program is the same, whether its caller or {@code run} starts it: the
 * caller is one that sets nearly everything otherwise than usual.
 */
@IntegrationTest
class RunWorldIT {

  /**
   * Becomes the command that its arguments name, in an unusual environment; ODD stands for words
   * that are no text, GONE in front for a working directory that was removed, MORE for large
   * variables.
   */
  private static final String CALLER =
      """
      import os, resource, signal, sys
      command, more = [], {}
      for word in sys.argv[1:]:
          if word == "ODD":
              command += [bytes(range(1, 256)), b"", b"\\xff\\xfe", b"\\xc3", "ü\\n水".encode(), b"$(x) `y` \\\\ '\\""]
          elif word == "GONE":
              os.mkdir("gone"); os.chdir("gone"); os.rmdir("../gone")
          elif word == "MORE":
              more[b"more"] = b"m" * 100_000
          else:
              command.append(os.fsencode(word))
      for kind, soft in [("NOFILE", 200), ("CORE", 0), ("STACK", 4 << 20), ("MEMLOCK", 1 << 16), ("NPROC", 9000)]:
          number = getattr(resource, "RLIMIT_" + kind)
          hard = resource.getrlimit(number)[1]
          resource.setrlimit(number, (soft if hard < 0 else min(soft, hard), hard))
      for name, value in [("coredump_filter", "0x11"), ("oom_score_adj", "321"), ("timerslack_ns", "70000")]:
          with open("/proc/self/" + name, "w") as file: file.write(value)
      os.nice(3)
      os.umask(0o027)
      os.sched_setaffinity(0, {0})
      for name in "PIPE", "USR1", "USR2", "QUIT", "HUP", "XFSZ", "URG", "RTMAX":
          signal.signal(getattr(signal, "SIG" + name), signal.SIG_IGN)
      signal.pthread_sigmask(signal.SIG_SETMASK, {signal.SIGTERM, signal.SIGWINCH, signal.SIGRTMIN + 3})
      file = os.dup2(os.open("/etc/hostname", os.O_RDONLY), 100, inheritable=False)
      for number in 3, 9, 10, 17, 60:
          os.dup2(file, number, inheritable=True)
      os.close(0)
      variables = {key: value for key, value in os.environb.items() if not key.startswith(b"NOETL")}
      variables.update({
          b"a.b": b"1", b"with-dash": b"\\xff", b"BASH_FUNC_f%%": b"() { :; }", b"bytes": bytes(range(1, 256)),
          b"home": b"h", b"size": b"s", b"memory": b"m", b"name": b"n", b"status": b"x", b"fd": b"f", b"free": b"g",
          b"LC_ALL": b"", b"LD_LIBRARY_PATH": b"/nowhere/lib/server", b"PWD": b"/elsewhere",
          b"NOETL_CALLERS_X": b"x", b"NOETL_CALLERS_CHANGED": b" PATH",
          b"JAVA_TOOL_OPTIONS": b"", b"_JAVA_OPTIONS": b"-XX:+UseG1GC -Da='b c'\\n\\"d\\" \\xfc",
          b"JDK_JAVA_OPTIONS": b"-javaagent:/nowhere.jar", b"JDK_ALTERNATE_VM": b"none"})
      os.execve(command[0], command, variables | more)
      """;

  /** What a process differs in from any other, or what differs from moment to moment. */
  private static final String OWN =
      "(?m)/proc/\\d+/fd$|(Name|State|Tgid|Ngid|Pid|PPid|NStgid|NSpid|NSpgid|NSsid|Kthread|FDSize|Vm\\w+|Rss\\w+|HugetlbPages"
          + "|SigQ|(non)?voluntary_ctxt_switches):?\\s.*";

  /** What may be /bin/sh, where the launcher's first line finds its shell. */
  private static final List<String> SHELLS =
      Stream.of("/bin/sh", "/bin/busybox sh", "/bin/bash")
          .filter(shell -> Files.isExecutable(Path.of(shell.replace(" sh", ""))))
          .toList();

  @TempDir private Path folder;
  private ProcessHome home;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
  }

  @AfterEach
  void leaveNothing() {
    home.close();
  }

  /** What a program writes whose file names are proc(5)'s. */
  private String said(int status, List<String> before, String... program) throws Exception {
    Files.writeString(home.path("caller.py"), CALLER);
    String python = ProcessHome.pathOf("python3");
    List<String> line = new ArrayList<>(List.of(python, home.path("caller.py").toString()));
    line.addAll(before);
    line.addAll(List.of(program));
    assertEquals(status, home.end(home.start(line)), home.log());
    return Files.readString(home.path("out"), StandardCharsets.ISO_8859_1);
  }

  private void assertSame(int status, List<String> first, String... program) throws Exception {
    String direct = said(status, first, program);
    assertTrue(direct.length() > 1, "it says something");
    for (String shell : SHELLS) {
      List<String> line = new ArrayList<>(first);
      line.addAll(run(shell));
      String supervised = said(status, line, program);
      assertEquals(direct.replaceAll(OWN, ""), supervised.replaceAll(OWN, ""), shell);
    }
  }

  private List<String> run(String shell) {
    List<String> line = new ArrayList<>(List.of(shell.split(" ")));
    line.addAll(List.of(Launcher.PROGRAM, "run", "demo", "--database", home.database()));
    // The child must not see the watchdog either.
    line.addAll(List.of("--orphan", "kill", "--"));
    return line;
  }

  @Test
  void statusLimitsAndFiltersAreTheCallers() throws Exception {
    List<String> line = new ArrayList<>(List.of("/bin/cat"));
    for (String file : List.of("status", "limits", "coredump_filter", "cgroup", "personality")) {
      line.add("/proc/self/" + file);
    }
    line.addAll(List.of("/proc/self/oom_score_adj", "/proc/self/timerslack_ns"));
    assertSame(0, List.of(), line.toArray(String[]::new));
  }

  @Test
  void nicenessAndSchedulingAreTheCallers() throws Exception {
    assertSame(0, List.of(), "/bin/sh", "-c", "cut -d ' ' -f 7,18,19,38,40,41 /proc/self/stat");
  }

  @Test
  void everyByteOfEachArgumentIsTheCallers() throws Exception {
    // It finds no such files, and reports that on a stream that is not compared.
    assertSame(1, List.of(), "/bin/cat", "/proc/self/cmdline", "ODD", "--", "-x", "ODD");
  }

  @Test
  void everyByteOfEachVariableIsTheCallers() throws Exception {
    String[] program = {"/bin/cat", "/proc/self/environ"};
    String direct = said(0, List.of(), program);
    for (String shell : SHELLS) {
      String supervised = said(0, run(shell), program);
      String more = "NOETL_RUNTIME_ID=" + home.row().runtimeId() + "\0NOETL_RUNTIME_NAME=demo\0";
      assertEquals(direct + more, supervised, shell);
    }
  }

  @Test
  void environmentThatIsTooLargeForACopyLosesWhatTheShellDrops() throws Exception {
    Set<String> direct = entries(said(0, List.of("MORE"), "/bin/cat", "/proc/self/environ"));
    List<String> line = new ArrayList<>(List.of("MORE"));
    line.addAll(run("/bin/sh"));
    Set<String> supervised = entries(said(0, line, "/bin/cat", "/proc/self/environ"));
    Set<String> both = new TreeSet<>(direct);
    both.retainAll(supervised);
    direct.removeAll(both);
    supervised.removeAll(both);
    assertEquals(
        "BASH_FUNC_f%% NOETL_CALLERS_CHANGED PWD a.b fd free home memory name status with-dash",
        names(direct));
    assertEquals(
        "NOETL_RUNTIME_ID NOETL_RUNTIME_NAME PWD fd free home memory name status",
        names(supervised));
  }

  /** The variables but {@code _}, which belongs to whichever shell comes last. */
  private static Set<String> entries(String block) {
    Set<String> entries = new TreeSet<>(List.of(block.split("\0")));
    entries.removeIf(entry -> entry.startsWith("_="));
    return entries;
  }

  private static String names(Set<String> entries) {
    return String.join(" ", entries.stream().map(it -> it.substring(0, it.indexOf('='))).toList());
  }

  @Test
  void openDescriptorsAreTheCallers() throws Exception {
    assertSame(1, List.of(), "/usr/bin/find", "/proc/self/fd", "-printf", "%f %l\n");
    assertTrue(home.file("out").contains("\n3 /etc/hostname\n"), home.file("out"));
  }

  @Test
  void workingDirectoryIsTheCallersAlsoWhenItIsGone() throws Exception {
    assertSame(0, List.of(), "/bin/readlink", "/proc/self/cwd");
    assertSame(0, List.of("GONE"), "/bin/readlink", "/proc/self/cwd");
    assertTrue(home.file("out").endsWith("/gone (deleted)\n"), home.file("out"));
  }
}
