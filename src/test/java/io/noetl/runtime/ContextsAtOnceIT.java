package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's processes that change the configuration file at once. */
@IntegrationTest
class ContextsAtOnceIT {

  private static final int PROCESSES = 10;

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

  @Test
  void noChangeIsLost() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(context("set", "k" + i, "--server", "http://k" + i));
    }
    endAll(processes);
    assertEquals(List.of("k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9"), listed());

    // Those that delete, choose and add in between them find what the others left.
    for (int i = 0; i < PROCESSES; i += 2) {
      processes.add(context("delete", "k" + i));
      processes.add(context("set", "n" + i, "--server", "http://n" + i));
    }
    processes.add(context("use", "k1"));
    endAll(processes);
    assertEquals(List.of("k1", "k3", "k5", "k7", "k9", "n0", "n2", "n4", "n6", "n8"), listed());
  }

  @Test
  void lockOfAProcessThatDiedDoesNotStay() throws Exception {
    Path lock = home.path(".config/noetl/.runtime.yaml.lock");
    Files.createDirectories(lock.getParent());
    Files.writeString(lock, "4711");
    assertEquals(0, home.end(context("set", "a", "--server", "http://a")));
    assertEquals(List.of("a"), listed());
  }

  private Process context(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(Launcher.PROGRAM, "context"));
    line.addAll(List.of(arguments));
    return home.start(line);
  }

  private void endAll(List<Process> processes) throws Exception {
    for (Process process : processes) {
      assertEquals(0, home.end(process));
    }
    processes.clear();
  }

  private List<String> listed() throws Exception {
    assertEquals(0, home.end(context("list", "-o", "name")));
    return home.file("out").lines().sorted().toList();
  }
}
