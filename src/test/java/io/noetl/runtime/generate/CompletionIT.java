package io.noetl.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completes with the script that the distribution prints, and names that it lists. */
@IntegrationTest
class CompletionIT {

  @TempDir private Path home;
  private StandIn world;

  @BeforeEach
  void world() throws Exception {
    world = new StandIn(home);
    // Written into the stand-in's file, which may be executed already.
    Files.writeString(
        home.resolve("bin/noetl-runtime"), "#!/bin/sh\nexec '" + Launcher.PROGRAM + "' \"$@\"\n");
    assertEquals(
        "",
        world.output(
            "sh",
            "-c",
            "noetl-runtime register 'my pool' --direct --runtime python --label env=prod"
                + " --label rack=7 -q;"
                + " noetl-runtime register moon --kind broker --uri nats://b:1 --direct -q;"
                + " noetl-runtime context set lab --direct -q"));
  }

  @Test
  void bashCompletesNames() throws Exception {
    StandIn.assumeInstalled("bash", "bash");
    assertEquals(
        "<my\\ pool><moon><env=prod><prod,rack=7><draining><lab><lab><>",
        world.output(
            "bash",
            "--norc",
            "-c",
            """
            source <(noetl-runtime completion bash)
            for COMP_LINE in 'drain --direct m' 'get --direct -kbroker m' 'list --direct -l e' \\
                'list --direct -l env=prod,r' 'list --status dr' \\
                'list --context l' 'context use l' 'get --server http://127.0.0.1:1 m'; do
              COMP_LINE="noetl-runtime $COMP_LINE"
              COMP_POINT=${#COMP_LINE}
              _noetl_runtime
              printf '<%s>' "${COMPREPLY[@]}"
            done
            """));
  }

  @Test
  void zshCompletesNames() throws Exception {
    StandIn.assumeInstalled("zsh", "zsh");
    Path start = Files.writeString(home.resolve("start"), "source <(noetl-runtime completion zsh)");
    try (Terminal terminal = Terminal.zsh(world, start, home.resolve("dump"))) {
      assertEquals(
          "noetl-runtime get --direct my\\ pool ",
          terminal.completed("noetl-runtime get --direct m"));
      assertEquals(
          "noetl-runtime get --direct -k broker moon ",
          terminal.completed("noetl-runtime get --direct -k broker m"));
      assertEquals(
          "noetl-runtime list --direct -l env=prod ",
          terminal.completed("noetl-runtime list --direct -l e"));
      assertEquals(
          "noetl-runtime list --status draining",
          terminal.completed("noetl-runtime list --status dr"));
      assertEquals(
          "noetl-runtime context use lab ", terminal.completed("noetl-runtime context use l"));
    }
  }

  @Test
  void fishCompletesNames() throws Exception {
    StandIn.assumeInstalled("fish", "fish");
    assertEquals(
        """
        my pool
        moon
        env=prod\tOnly components with these labels; may be repeated.
        env=prod,rack=7\tOnly components with these labels; may be repeated.
        draining\tOnly components with this status; may be repeated, or a,b,c.
        lab\tContext to use; see noetl-runtime context.
        lab
        """,
        world.output(
            "fish",
            "--no-config",
            "-c",
            """
            noetl-runtime completion fish | source
            complete -C 'noetl-runtime get --direct m'
            complete -C 'noetl-runtime get --direct -kbroker m'
            complete -C 'noetl-runtime list --direct -l e'
            complete -C 'noetl-runtime list --direct -l env=prod,r'
            complete -C 'noetl-runtime list --status dr'
            complete -C 'noetl-runtime list --context l'
            complete -C 'noetl-runtime context use l'
            complete -C 'noetl-runtime get --server http://127.0.0.1:1 m'
            """));
  }
}
