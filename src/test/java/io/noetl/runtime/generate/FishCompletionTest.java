package io.noetl.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completes in a real fish. */
@IntegrationTest
class FishCompletionTest {

  private static final Path SCRIPT = Path.of("completions/noetl-runtime.fish").toAbsolutePath();

  private static final String LIST =
      "<list>%s<-o><name><--timeout><1s><--deadline><2s><--retries><0>";

  @TempDir private Path home;
  private StandIn world;

  @BeforeEach
  void world() throws IOException {
    StandIn.assumeInstalled("fish", "fish");
    world = new StandIn(home);
  }

  /** What fish offers for a line that ends at the cursor, without the descriptions. */
  private List<String> offered(Path script, String line) throws IOException, InterruptedException {
    return world
        .output(
            "fish",
            "--no-config",
            "-c",
            "source $argv[1]; complete -C $argv[2]",
            script.toString(),
            line)
        .lines()
        .map(offer -> offer.replaceFirst("\t.*", ""))
        .collect(Collectors.toList());
  }

  private List<String> offered(String line) throws IOException, InterruptedException {
    return offered(SCRIPT, line);
  }

  @Test
  void contextsAreAskedForWithoutARegistry() throws Exception {
    world.names("prod", "pre prod", "lab");
    assertEquals(List.of("pre prod", "prod"), offered("noetl-runtime list -s (x) --context p"));
    assertEquals(List.of("--context=lab"), offered("noetl-runtime list --context=l"));
    assertEquals(List.of("lab"), offered("noetl-runtime context use l"));
    assertEquals(List.of("list"), offered("noetl-runtime context l"));
    String call = "<context><list><-o><name>";
    assertEquals(List.of(call, call, call), world.calls());
    assertEquals(List.of(), offered("./noetl-runtime context use l"));
    assertEquals(3, world.calls().size());
  }

  @Test
  void labelsAndListsAreCompletedBehindTheLastComma() throws Exception {
    world.names("env=prod", "env=dev", "tier=web");
    assertEquals(List.of("env=dev", "env=prod"), offered("noetl-runtime list --direct -l env="));
    assertEquals(List.of(LIST.formatted("<--direct><--group-by><label>")), world.calls());
    assertEquals(
        List.of("env=dev"),
        offered("noetl-runtime list --selector tier=web -l env=x --selector env=d"));
    assertEquals(List.of("tier=web,env=prod"), offered("noetl-runtime list -l tier=web,env=p"));
    assertEquals(List.of("name,status"), offered("noetl-runtime list --columns name,sta"));
    assertEquals(List.of("env=dev"), offered("noetl-runtime list --name env=d"));
  }

  @Test
  void referencesAreComponentsOfEveryKind() throws Exception {
    world.names("broker,events", "worker_pool,p 1", "worker_pool,\"a,b\"", "worker_pool,x@h");
    assertEquals(
        List.of("broker/events", "worker_pool/p 1"),
        offered("noetl-runtime register --direct --kind scheduler p --depends-on "));
    assertEquals(
        List.of(
            "<list><--direct><--all-kinds><--columns><kind,name><--no-headers><-o><csv>"
                + "<--timeout><1s><--deadline><2s><--retries><0>"),
        world.calls());
  }

  @Test
  void commandsOptionsAndWordsAreOffered() throws Exception {
    assertEquals(List.of("heartbeat", "help"), offered("noetl-runtime he"));
    assertEquals(List.of("list"), offered("noetl-runtime help li"));
    assertEquals(offered("noetl-runtime list --wat"), offered("noetl-runtime ls --wat"));
    assertEquals(List.of("--watch"), offered("noetl-runtime ls --wat"));
    assertEquals(List.of("list"), offered("noetl-runtime -s http://h:1 li"));
    assertEquals(List.of("--watch"), offered("noetl-runtime -s http://h:1 ls --wat"));
    assertEquals(List.of("--version"), offered("noetl-runtime --vers"));
    assertEquals(
        List.of("--key", "--key-passphrase-file", "--kind"), offered("noetl-runtime list --k"));
    assertEquals(List.of("broker"), offered("noetl-runtime list --kind b"));
    assertEquals(List.of("--kind=broker"), offered("noetl-runtime list --kind=b"));
    assertEquals(List.of("broker"), offered("noetl-runtime list -qk b"));
    assertEquals(List.of("always", "auto", "never"), offered("noetl-runtime list --color "));
    assertEquals(List.of("bash", "fish", "zsh"), offered("noetl-runtime completion "));
    assertEquals(List.of(), offered("noetl-runtime completion bash "));
    assertEquals(List.of(), offered("noetl-runtime list --timeout "));
    assertEquals(List.of(), world.calls());
  }

  @Test
  void commandsAreDescribed() throws Exception {
    assertEquals(
        "heartbeat\tSend a heartbeat once, or at a fixed interval\n",
        world.output(
            "fish",
            "--no-config",
            "-c",
            "source $argv; complete -C 'noetl-runtime hea'",
            SCRIPT.toString()));
  }

  @Test
  void namesComeFromTheRegistryOfTheLine() throws Exception {
    world.names("one", "two");
    assertEquals(
        List.of("one", "two"),
        offered(
            "noetl-runtime get --server='http://x:1' -vkbroker --direct --database \"sqlite:/a b\""
                + " --token-file ~/t -H K:\\ V --timeout 9s -o json "));
    assertEquals(List.of("one"), offered("noetl-runtime get -s $SERVER o"));
    assertEquals(List.of("one"), offered("noetl-runtime -s http://h describe o"));
    assertEquals(
        List.of(
            LIST.formatted(
                "<--server><http://x:1><--database><sqlite:/a b><--token-file><"
                    + home
                    + "/t><--header><K: V><--kind><broker><--direct>"),
            LIST.formatted("<--server><http://var>"),
            LIST.formatted("<--server><http://h>")),
        world.calls());
  }

  @Test
  void nothingOnTheLineIsRun() throws Exception {
    world.names("one");
    assertEquals(List.of(), offered("noetl-runtime get -s $SERVER/x o"));
    assertEquals(List.of(), offered("noetl-runtime get -s (touch run) o"));
    assertEquals(List.of(), offered("noetl-runtime get -s \"$(touch run)\" o"));
    assertEquals(List.of(), offered("./noetl-runtime get o"));
    assertEquals(List.of(), world.calls());
    try (var files = Files.list(world.folder())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void everyNameIsQuotedAsTheLineNeedsIt() throws Exception {
    world.names(
        "my pool",
        "it's",
        "say \"hi\"",
        "$(touch run)",
        "a:c d",
        "cröñ-水",
        "back\\slash",
        "-dash",
        "k=v");
    List<String> typedAndCompleted =
        List.of(
            "noetl-runtime get my", "noetl-runtime get my\\ pool ",
            "noetl-runtime get \"my", "noetl-runtime get \"my pool\" ",
            "noetl-runtime get it", "noetl-runtime get it\\'s ",
            "noetl-runtime get \"sa", "noetl-runtime get \"say \\\"hi\\\"\" ",
            "noetl-runtime get \\$", "noetl-runtime get \\$\\(touch\\ run\\) ",
            "noetl-runtime get a:c", "noetl-runtime get a:c\\ d ",
            "noetl-runtime get crö", "noetl-runtime get cröñ-水 ",
            "noetl-runtime get bac", "noetl-runtime get back\\\\slash ",
            "noetl-runtime get -- -d", "noetl-runtime get -- -dash ",
            "noetl-runtime get k=", "noetl-runtime get k=v ");
    try (Terminal terminal = Terminal.fish(world, SCRIPT)) {
      for (int i = 0; i < typedAndCompleted.size(); i += 2) {
        assertEquals(typedAndCompleted.get(i + 1), terminal.completed(typedAndCompleted.get(i)));
      }
    }
    try (var files = Files.list(world.folder())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void filesAreOffered() throws Exception {
    Files.createDirectory(world.folder().resolve("my pools"));
    Files.writeString(world.folder().resolve("my pools/$all.yaml"), "");
    assertEquals(List.of("my pools/"), offered("noetl-runtime register -f "));
    assertEquals(List.of("my pools/$all.yaml"), offered("noetl-runtime list --cacert my\\ pools/"));
    assertEquals(List.of("--key=my pools/"), offered("noetl-runtime list --key=my"));
  }

  @Test
  void programOfRunIsCompletedBehindTwoDashes() throws Exception {
    Path script = Path.of("completions/noetl-runtime.fish").toAbsolutePath();
    Files.writeString(world.folder().resolve("file"), "");
    assertEquals(List.of("printenv"), offered(script, "noetl-runtime run demo -- printen"));
    assertEquals(List.of("printenv"), offered(script, "noetl-runtime run -- printen"));
    assertEquals(List.of("file"), offered(script, "noetl-runtime run demo -- cat fi"));
  }

  @Test
  void everyShapeOfCommandIsCompleted() throws Exception {
    Path script =
        Files.writeString(home.resolve("imagined"), FishCompletion.of(Imagined.program()));
    Files.writeString(world.folder().resolve("file"), "");
    world.names("one", "two");
    assertEquals(List.of("one", "two"), offered(script, "noetl-runtime sweep "));
    assertEquals(List.of("two"), offered(script, "noetl-runtime sweep one t"));
    assertEquals(
        List.of("--watch=fast", "--watch=slowly"), offered(script, "noetl-runtime sweep --watch="));
    assertEquals(List.of("two"), offered(script, "noetl-runtime sweep --watch t"));
    assertEquals(List.of("two"), offered(script, "noetl-runtime sweep --like t"));
    assertEquals(List.of("one"), offered(script, "noetl-runtime run o"));
    assertEquals(List.of("printenv"), offered(script, "noetl-runtime run one -- printen"));
    assertEquals(List.of("printenv"), offered(script, "noetl-runtime run -s x -- printen"));
    assertEquals(List.of("file"), offered(script, "noetl-runtime run one -- cat fi"));
    assertEquals(List.of("file"), offered(script, "noetl-runtime copy one one fi"));
  }
}
