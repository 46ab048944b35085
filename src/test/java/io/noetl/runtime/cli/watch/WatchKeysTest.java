package io.noetl.runtime.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedKeyboard;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a watch on a terminal of eight rows. */
class WatchKeysTest {

  private static final String ESCAPE = "\u001b";
  private static final String DOWN = ESCAPE + "[B";

  @TempDir private Path home;
  private final Map<String, Runnable> signals = new HashMap<>();
  private final ScriptedScreen screen = new ScriptedScreen(100, 8);
  private final ScriptedKeyboard keyboard = screen.keyboard();

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void fill() {
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      cli().run("register", name);
    }
    cli().run("register", "busy", "--status", "busy", "--label", "env=Prod");
    cli().run("register", "drain", "--status", "draining");
    cli().run("register", "gone");
    cli().run("deregister", "gone");
  }

  /** The last frame after each of some keys, and the end by {@code q}. */
  private List<List<String>> frames(String more, String... keys) {
    Runnable[] events = Arrays.copyOf(new Runnable[0], keys.length + 1);
    for (int i = 0; i < keys.length; i++) {
      String typed = keys[i];
      events[i] = () -> keyboard.type(typed);
    }
    events[keys.length] = () -> keyboard.type("q");
    Ended ended = run(events, ("watch --interval 1h --columns name,status" + more).split(" "));
    assertEquals(0, ended.status(), ended.err());
    assertFalse(keyboard.isTaken(), "the terminal is given back");
    List<List<String>> frames = new ArrayList<>();
    String[] drawn = ended.masked().out().split(ESCAPE + "\\[H", -1);
    for (int i = 1; i < drawn.length; i++) {
      String frame = drawn[i].substring(0, drawn[i].indexOf(ESCAPE + "[K" + ESCAPE + "[J"));
      frames.add(
          frame
              .lines()
              .map(line -> line.replace(ESCAPE + "[K", "").strip())
              .map(line -> line.replaceFirst("\\d\\d:\\d\\d:\\d\\dZ", "HH:MM:SSZ"))
              .toList());
    }
    return frames;
  }

  private Ended run(Runnable[] events, String... line) {
    return cli()
        .time(new ScriptedTime(events))
        .signals(signals::put)
        .screen(screen)
        .answering("")
        .onTerminal()
        .with("TERM", "xterm")
        .with("NO_COLOR", "1")
        .run(line);
  }

  /** The names of the rows of a frame. */
  private static String rows(List<String> frame) {
    return String.join(
        ",",
        frame.stream()
            .skip(3)
            .filter(line -> !line.isEmpty())
            .map(it -> it.split(" ")[0])
            .toList());
  }

  @Test
  void troubleComesFirstAndTheRestIsReachedByScrolling() {
    List<List<String>> frames =
        frames("", DOWN, ESCAPE + "[6~", ESCAPE + "[6~", ESCAPE + "[A", ESCAPE + "[H", "G", "g");
    assertEquals(
        List.of(
            "9 components, 1 busy, 1 draining, 1 offline, 6 ready at HH:MM:SSZ, every 1h00m, q"
                + " ends, ? help",
            "",
            "NAME   STATUS    CHANGE",
            "gone   offline   -",
            "drain  draining  -",
            "busy   busy      -",
            "a      ready     -",
            "1 to 4 of 9"),
        frames.getFirst());
    assertEquals(
        List.of(
            "gone,drain,busy,a,1",
            "drain,busy,a,b,2",
            "c,d,e,f,6",
            "c,d,e,f,6",
            "b,c,d,e,5",
            "gone,drain,busy,a,1",
            "c,d,e,f,6",
            "gone,drain,busy,a,1"),
        frames.stream().map(WatchKeysTest::rows).toList());
  }

  @Test
  void changedOrderIsReported() {
    List<List<String>> frames = frames("", "s", "s", "s", "s");
    assertEquals(
        List.of(", ", "by name, a", "by kind, a", "by heartbeat, a", ", gone"),
        List.of(
            frames.get(0).get(1) + ", ",
            frames.get(1).get(1) + ", " + rows(frames.get(1)).split(",")[0],
            frames.get(2).get(1) + ", " + rows(frames.get(2)).split(",")[0],
            frames.get(3).get(1) + ", " + rows(frames.get(3)).split(",")[0],
            frames.get(4).get(1) + ", " + rows(frames.get(4)).split(",")[0]));
  }

  @Test
  void givenOrderComesFirst() {
    List<List<String>> frames = frames(" --sort-by name", "s");
    assertEquals("a,b,busy,c,1", rows(frames.get(0)));
    assertEquals("by trouble", frames.get(1).get(1));
    assertEquals("gone,drain,busy,a,1", rows(frames.get(1)));
  }

  @Test
  void givenOrderIsNamedOnTheWayBackToIt() {
    List<List<String>> frames = frames(" --reverse", "s", "s", "s", "s", "s");
    assertEquals("gone,f,e,drain,1", rows(frames.get(0)));
    assertEquals("by name", frames.get(2).get(1));
    assertEquals(frames.get(0), frames.get(5), "five orders");
  }

  @Test
  void filterIsTypedKeptAndRemoved() {
    List<List<String>> frames =
        frames(
            "", "/", "prodX", "\u007f", "q", "\u007f", "\n", "/", "\u0015", "dra in", ESCAPE,
            "/off\n", ESCAPE);
    assertEquals("/_, 9 shown", frames.get(1).get(1));
    assertEquals("/prodX_, 0 shown", frames.get(2).get(1));
    assertEquals("", rows(frames.get(2)));
    assertEquals("/prod_, 1 shown", frames.get(3).get(1));
    assertEquals("busy", rows(frames.get(3)), "by its label, whatever its case");
    assertEquals("/prodq_, 0 shown", frames.get(4).get(1), "q is a letter");
    assertEquals("filter prod, 1 shown", frames.get(6).get(1));
    assertEquals("/_, 9 shown", frames.get(8).get(1));
    assertEquals("/dra in_, 1 shown", frames.get(9).get(1));
    assertEquals("", frames.get(10).get(1));
    assertEquals("gone", rows(frames.get(11)));
    assertEquals("gone,drain,busy,a,1", rows(frames.get(12)));
  }

  @Test
  void helpNamesTheKeysUntilTheNextOne() {
    List<List<String>> frames = frames("", "?", "x");
    assertEquals(
        "s    next order: trouble, name, kind, heartbeat",
        frames.get(1).stream().filter(line -> line.startsWith("s ")).findFirst().orElse(""));
    assertEquals(frames.get(0), frames.get(2));
  }

  @Test
  void keysAreTakenAndGivenBackWithTheScreen() {
    List<Boolean> taken = new ArrayList<>();
    Runnable note = () -> taken.add(keyboard.isTaken());
    Ended ended =
        run(
            new Runnable[] {
              note,
              () -> signals.get("TSTP").run(),
              note,
              () -> signals.get("CONT").run(),
              note,
              () -> screen.moveToBackground(true),
              () -> signals.get("WINCH").run(),
              note,
              () -> screen.moveToBackground(false),
              note,
              () -> signals.get("HUP").run()
            },
            "watch",
            "--interval",
            "1h");
    assertEquals(List.of(true, false, true, false, true), taken);
    assertFalse(keyboard.isTaken(), ended.toString());
    assertTrue(ended.out().endsWith("\u001b[?1049l"), ended.out());
  }
}
