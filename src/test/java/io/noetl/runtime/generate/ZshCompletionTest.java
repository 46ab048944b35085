package io.noetl.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completes in a real zsh, as a person sees it. */
@IntegrationTest
class ZshCompletionTest {

  private static final Path SCRIPT = Path.of("completions/noetl-runtime.zsh").toAbsolutePath();

  private static final String LIST =
      "<list>%s<-o><name><--timeout><1s><--deadline><2s><--retries><0>";

  @TempDir private static Path shared;

  @TempDir private Path home;
  private StandIn world;

  @BeforeEach
  void world() throws IOException {
    StandIn.assumeInstalled("zsh", "zsh");
    world = new StandIn(home);
  }

  private void assertTyped(Path script, List<String> typedAndCompleted) throws Exception {
    try (Terminal terminal = Terminal.zsh(world, script, shared.resolve("dump"))) {
      for (int i = 0; i < typedAndCompleted.size(); i += 2) {
        assertEquals(typedAndCompleted.get(i + 1), terminal.completed(typedAndCompleted.get(i)));
      }
    }
  }

  @Test
  void commandsOptionsAndWordsAreCompleted() throws Exception {
    assertTyped(
        SCRIPT,
        List.of(
            "noetl-runtime hea", "noetl-runtime heartbeat ",
            "noetl-runtime help li", "noetl-runtime help list ",
            "noetl-runtime --vers", "noetl-runtime --version ",
            "noetl-runtime list --so", "noetl-runtime list --sort-by=",
            "noetl-runtime list --kind br", "noetl-runtime list --kind broker ",
            "noetl-runtime list --kind=br", "noetl-runtime list --kind=broker ",
            "noetl-runtime list -qk br", "noetl-runtime list -qk broker ",
            "noetl-runtime list --color al", "noetl-runtime list --color always ",
            "noetl-runtime completion z", "noetl-runtime completion zsh ",
            "noetl-runtime list --timeout x", "noetl-runtime list --timeout x"));
    assertEquals(List.of(), world.calls());
  }

  @Test
  void contextsAreAskedForWithoutARegistry() throws Exception {
    world.names("prod", "my lab");
    assertTyped(
        SCRIPT,
        List.of(
            "noetl-runtime list --context p", "noetl-runtime list --context prod ",
            "noetl-runtime list --context=m", "noetl-runtime list --context=my\\ lab ",
            "noetl-runtime context use p", "noetl-runtime context use prod "));
    String call = "<context><list><-o><name>";
    assertEquals(List.of(call, call, call), world.calls());
    assertTyped(SCRIPT, List.of("./noetl-runtime context use p", "./noetl-runtime context use p"));
    assertEquals(3, world.calls().size());
  }

  @Test
  void labelsAndListsAreCompletedBehindTheLastComma() throws Exception {
    world.names("env=prod", "tier=web");
    assertTyped(
        SCRIPT,
        List.of(
            "noetl-runtime list --direct -l env=p", "noetl-runtime list --direct -l env=prod ",
            "noetl-runtime list -l env=prod,ti", "noetl-runtime list -l env=prod,tier=web ",
            "noetl-runtime list --columns sta", "noetl-runtime list --columns status",
            "noetl-runtime list --columns name,sta", "noetl-runtime list --columns name,status",
            "noetl-runtime list --group-by ru", "noetl-runtime list --group-by runtime ",
            "noetl-runtime list --name ti", "noetl-runtime list --name tier=web "));
    assertEquals(LIST.formatted("<--direct><--group-by><label>"), world.calls().getFirst());
  }

  @Test
  void referencesAreComponentsOfEveryKind() throws Exception {
    world.names("broker,events", "worker_pool,p 1", "worker_pool,\"a,b\"", "worker_pool,x@h");
    assertTyped(
        SCRIPT,
        List.of(
            "noetl-runtime set -k broker p --depends-on br",
                "noetl-runtime set -k broker p --depends-on broker/events ",
            "noetl-runtime set p --depends-on=wo",
                "noetl-runtime set p --depends-on=worker_pool/p\\ 1 "));
    String call =
        "<list><--all-kinds><--columns><kind,name><--no-headers><-o><csv>"
            + "<--timeout><1s><--deadline><2s><--retries><0>";
    assertEquals(List.of(call, call), world.calls());
  }

  @Test
  void everyNameIsQuotedAsTheLineNeedsIt() throws Exception {
    world.names(
        "my pool",
        "it's",
        "say \"hi\"",
        "$(touch run)",
        "`touch run`",
        "a:b",
        "a:c d",
        "cröñ-水",
        "back\\slash",
        "-dash",
        "k=v",
        "bang!x");
    assertTyped(
        SCRIPT,
        List.of(
            "noetl-runtime get my", "noetl-runtime get my\\ pool ",
            "noetl-runtime get \"my", "noetl-runtime get \"my pool\" ",
            "noetl-runtime get 'it", "noetl-runtime get 'it'\\''s' ",
            "noetl-runtime get \"sa", "noetl-runtime get \"say \\\"hi\\\"\" ",
            "noetl-runtime get \\$", "noetl-runtime get \\$\\(touch\\ run\\) ",
            "noetl-runtime get \\`", "noetl-runtime get \\`touch\\ run\\` ",
            "noetl-runtime get a:c", "noetl-runtime get a:c\\ d ",
            "noetl-runtime get crö", "noetl-runtime get cröñ-水 ",
            "noetl-runtime get bac", "noetl-runtime get back\\\\slash ",
            "noetl-runtime get -- -d", "noetl-runtime get -- -dash ",
            "noetl-runtime get k=", "noetl-runtime get k=v ",
            "noetl-runtime get ban", "noetl-runtime get bang\\!x "));
    try (var files = Files.list(world.folder())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void namesComeFromTheRegistryOfTheLine() throws Exception {
    world.names("one");
    String line =
        "noetl-runtime get --server='http://x:1' -vkbroker --direct --database \"sqlite:/a b\""
            + " --token-file ~/t -H K:\\ V --timeout 9s -o json -- ";
    assertTyped(
        SCRIPT,
        List.of(
            line + "o",
            line + "one ",
            "noetl-runtime get -s $SERVER o",
            "noetl-runtime get -s $SERVER one ",
            "noetl-runtime get -s \"${SERVER}\" o",
            "noetl-runtime get -s \"${SERVER}\" one ",
            "noetl-runtime -v -s http://h describe o",
            "noetl-runtime -v -s http://h describe one "));
    assertEquals(
        List.of(
            LIST.formatted(
                "<--server><http://x:1><-k><broker><--direct><--database><sqlite:/a b>"
                    + "<--token-file><"
                    + home
                    + "/t><-H><K: V>"),
            LIST.formatted("<-s><http://var>"),
            LIST.formatted("<-s><http://var>"),
            LIST.formatted("<-s><http://h>")),
        world.calls());
  }

  @Test
  void nothingOnTheLineIsRun() throws Exception {
    world.names("one");
    assertTyped(
        SCRIPT,
        List.of(
            "noetl-runtime get -s $SERVER/x o", "noetl-runtime get -s $SERVER/x o",
            "noetl-runtime get -s `touch run` o", "noetl-runtime get -s `touch run` o",
            "noetl-runtime get -s \"$(touch run)\" o", "noetl-runtime get -s \"$(touch run)\" o",
            "./noetl-runtime get o", "./noetl-runtime get o"));
    assertEquals(List.of(), world.calls());
    try (var files = Files.list(world.folder())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void filesAreCompleted() throws Exception {
    Files.createDirectory(world.folder().resolve("my pools"));
    Files.writeString(world.folder().resolve("my pools/$all.yaml"), "");
    Files.writeString(home.resolve("it's.pem"), "");
    assertTyped(
        SCRIPT,
        List.of(
            "noetl-runtime register -f my", "noetl-runtime register -f my\\ pools/",
            "noetl-runtime register --file=my\\ pools/",
                "noetl-runtime register --file=my\\ pools/\\$all.yaml ",
            "noetl-runtime list --cacert ~/it", "noetl-runtime list --cacert ~/it\\'s.pem "));
  }

  @Test
  void everyShapeOfCommandIsCompleted() throws Exception {
    Path script = Files.writeString(home.resolve("imagined"), ZshCompletion.of(Imagined.program()));
    Files.writeString(world.folder().resolve("file"), "");
    world.names("one", "two");
    assertTyped(
        script,
        List.of(
            "noetl-runtime sweep one t", "noetl-runtime sweep one two ",
            "noetl-runtime sweep --watch=f", "noetl-runtime sweep --watch=fast ",
            "noetl-runtime sweep --watch t", "noetl-runtime sweep --watch two ",
            "noetl-runtime sweep --like t", "noetl-runtime sweep --like two ",
            "noetl-runtime run o", "noetl-runtime run one ",
            "noetl-runtime run one -- printen", "noetl-runtime run one -- printenv ",
            "noetl-runtime run one -- cat fi", "noetl-runtime run one -- cat file ",
            "noetl-runtime copy one one fi", "noetl-runtime copy one one file "));
  }

  @Test
  void scriptIsAlsoAFunctionOfFpath() throws Exception {
    Path folder = Files.createDirectory(home.resolve("functions"));
    Files.copy(SCRIPT, folder.resolve("_noetl-runtime"));
    Path start =
        Files.writeString(home.resolve("start"), "fpath=(~/functions $fpath); compinit -u -D");
    assertTyped(start, List.of("noetl-runtime hea", "noetl-runtime heartbeat "));
  }
}
