package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} at a terminal is not noticed: a real one, with real shells before and behind it. */
@IntegrationTest
class RunTerminalIT {

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

  /**
   * Runs a command in a terminal: types each step that begins with a greater sign, waits for the
   * output of each that begins with a less sign, and then for the end. Shows all output.
   */
  private static final String TERMINAL =
      """
      import os, pty, sys
      pid, fd = pty.fork()
      if pid == 0:
          command = sys.argv[1].split("\\x01")
          os.execvp(command[0], command)
      def shown():
          output = os.read(fd, 1024)
          os.write(1, output)
          return output
      seen = b""
      for step in sys.argv[2:]:
          text = step[1:].encode().decode("unicode_escape").encode()
          if step[0] == ">":
              os.write(fd, text)
          else:
              while text not in seen: seen += shown()
              seen = seen.split(text, 1)[1]
      try:
          while shown(): pass
      except OSError: pass
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """;

  /**
   * Counts the signals that it receives until TERM. Each line is one write, or a shell's prompt
   * gets into it; it waits in the kernel, since a handler of Python's runs too late when the signal
   * comes between its last look and its sleep.
   */
  private static final String COUNTING =
      """
      import os, signal
      def say(line): os.write(1, line.encode() + b"\\n")
      told = []
      signals = {signal.SIGINT, signal.SIGQUIT, signal.SIGWINCH, signal.SIGTERM}
      signal.pthread_sigmask(signal.SIG_BLOCK, signals)
      say("counting")
      while (number := int(signal.sigwait(signals))) != signal.SIGTERM:
          told.append(number)
          say(f"told {number}")
      say(f"all {sorted(told)}")
      """;

  private Process inTerminal(List<String> command, String... steps) throws Exception {
    ProcessHome.assumeInstalled("python3", "python3");
    List<String> line =
        new ArrayList<>(List.of("python3", "-c", TERMINAL, String.join("\u0001", command)));
    line.addAll(List.of(steps));
    return home.start(line);
  }

  private List<String> run(String... child) {
    List<String> line =
        new ArrayList<>(
            List.of(Launcher.PROGRAM, "run", "demo", "--database", home.database(), "--"));
    line.addAll(List.of(child));
    return line;
  }

  /** A line for a shell in which {@code $count} is the program that counts. */
  private String counted() throws Exception {
    Files.writeString(home.path("count.py"), COUNTING);
    return String.join(" ", run("python3", "count.py"));
  }

  @Test
  void shellWithATerminalIsInterruptedByIt() throws Exception {
    Process process =
        inTerminal(
            run(
                "sh",
                "-c",
                "trap 'echo inter''rupted' INT; read a; echo \"got $a\"; read b; exit 5"),
            ">hello\\n",
            "<got hello",
            ">\\x03",
            "<interrupted",
            ">bye\\n");
    assertEquals(5, home.end(process));
    assertEquals("", home.log());
  }

  @Test
  void shellBehindItControlsItsJobs() throws Exception {
    // Input that is typed after a job's output reaches it in the foreground.
    Process process =
        inTerminal(
            run("bash", "--norc", "--noprofile", "-i"),
            ">PS1='rea''dy '\\n",
            "<ready ",
            ">sh -c 'echo o''n1; exec sleep 600'\\n",
            "<on1",
            ">\\x03",
            "<ready ",
            ">echo code$?\\n",
            "<code130",
            "<ready ",
            ">sh -c 'echo o''n2; read a; echo g''ot $a'\\n",
            "<on2",
            ">\\x1a",
            "<Stopped",
            "<ready ",
            ">fg\\n",
            ">it\\n",
            "<got it",
            "<ready ",
            ">exit 7\\n");
    assertEquals(7, home.end(process));
    assertEquals("", home.log());
  }

  @Test
  void shellBeforeItStopsAndContinuesIt() throws Exception {
    Files.writeString(
        home.path("echo.sh"), "echo on; while read -r line; do echo \"got $line\"; done\n");
    Process process =
        inTerminal(
            List.of("bash", "--norc", "--noprofile", "-i"),
            ">PS1='rea''dy '\\n",
            "<ready ",
            ">" + String.join(" ", run("sh", "echo.sh")) + "\\n",
            "<on\\r\\n",
            ">first\\n",
            "<got first",
            ">\\x1a",
            "<Stopped",
            "<ready ",
            ">fg\\n",
            ">second\\n",
            "<got second",
            ">\\x04",
            "<ready ",
            ">echo code$?\\n",
            "<code0",
            ">exit 3\\n");
    assertEquals(3, home.end(process));
    assertEquals("", home.log());
    assertEquals("offline", home.row().status());
  }

  @Test
  void whatTheTerminalSendsArrivesOnce() throws Exception {
    Process process =
        inTerminal(
            List.of("bash", "--norc", "--noprofile", "-i"),
            ">PS1='rea''dy '\\n",
            "<ready ",
            ">" + counted() + " & fg\\n",
            "<counting",
            ">\\x03",
            "<told 2",
            ">\\x1c",
            "<told 3",
            ">\\x1a",
            "<ready ",
            ">kill -TERM $!; fg\\n",
            "<all [2, 3]",
            "<ready ",
            ">echo code$?\\n",
            "<code0",
            ">exit 0\\n");
    assertEquals(0, home.end(process));
    assertEquals("", home.log());
  }

  @Test
  void signalToItAloneInTheBackgroundIsForwarded() throws Exception {
    Process process =
        inTerminal(
            List.of("bash", "--norc", "--noprofile", "-i"),
            ">PS1='rea''dy '\\n",
            "<ready ",
            ">" + counted() + " &\\n",
            "<counting",
            ">kill -INT $!\\n",
            "<told 2",
            ">kill -QUIT $!\\n",
            "<told 3",
            ">kill -WINCH $!\\n",
            "<told 28",
            ">kill -TERM $!\\n",
            "<all [2, 3, 28]",
            ">wait $!; echo code$?\\n",
            "<code0",
            ">exit 0\\n");
    assertEquals(0, home.end(process));
    assertEquals("", home.log());
  }

  @Test
  void childReadsFromTheTerminalWhateverItsStreamsAre() throws Exception {
    String reads = " sh -c 'echo o''n >/dev/tty; read l </dev/tty; echo got $l >/dev/tty; exit 3' ";
    String line = String.join(" ", run()) + reads;
    for (String streams :
        List.of(
            line + "</dev/null",
            line + "</dev/null >/dev/null 2>&1",
            ": | " + line,
            line + "<&- 2>&1")) {
      Process process =
          inTerminal(
              List.of("sh", "-c", streams + "; echo code$?"), "<on", ">hello\\n", "<got hello");
      assertEquals(0, home.end(process));
      assertTrue(home.file("out").contains("code3"), home.file("out"));
    }
  }

  @Test
  void shellStopsAndContinuesItWithRedirectedInputToo() throws Exception {
    Files.writeString(
        home.path("echo.sh"),
        "echo on; while read -r line </dev/tty; do echo \"got $line\"; done; exit 4\n");
    Process process =
        inTerminal(
            List.of("bash", "--norc", "--noprofile", "-i"),
            ">PS1='rea''dy '\\n",
            "<ready ",
            ">" + String.join(" ", run("sh", "echo.sh")) + " </dev/null\\n",
            "<on\\r\\n",
            ">first\\n",
            "<got first",
            ">\\x1a",
            "<Stopped",
            "<ready ",
            ">fg\\n",
            ">second\\n",
            "<got second",
            ">\\x04",
            "<ready ",
            ">echo code$?\\n",
            "<code4",
            ">exit 3\\n");
    assertEquals(3, home.end(process));
    assertEquals("", home.log());
  }
}
