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

/** Completes in a real bash, without the package bash-completion. */
@IntegrationTest
class BashCompletionTest {

  private static final Path SCRIPT = Path.of("completions/noetl-runtime.bash").toAbsolutePath();

  private static final String LIST =
      "<list>%s<-o><name><--timeout><1s><--deadline><2s><--retries><0>";

  private static final String CONTEXTS = "<context><list><-o><name>";

  @TempDir private Path home;
  private StandIn world;

  @BeforeEach
  void world() throws IOException {
    StandIn.assumeInstalled("bash", "bash");
    world = new StandIn(home);
  }

  /** What the function offers for a line that ends at the cursor. */
  private String offered(Path script, String line) throws IOException, InterruptedException {
    return world.output(
        "bash",
        "--norc",
        "-uc",
        "source \"$1\"; COMP_LINE=$2 COMP_POINT=${#2}; _noetl_runtime;"
            + " printf '<%s>' \"${COMPREPLY[@]}\"",
        "bash",
        script.toString(),
        line);
  }

  private String offered(String line) throws IOException, InterruptedException {
    return offered(SCRIPT, line);
  }

  private void assertTyped(List<String> typedAndCompleted) throws Exception {
    try (Terminal terminal = Terminal.bash(world, SCRIPT)) {
      for (int i = 0; i < typedAndCompleted.size(); i += 2) {
        assertEquals(typedAndCompleted.get(i + 1), terminal.completed(typedAndCompleted.get(i)));
      }
    }
  }

  @Test
  void shellcheckHasNoComplaints() throws Exception {
    StandIn.assumeInstalled("shellcheck", "shellcheck");
    Path update = Path.of("src/dist/update-generated.sh").toAbsolutePath();
    assertEquals(
        "", world.output("shellcheck", "-s", "bash", SCRIPT.toString(), update.toString()));
  }

  @Test
  void commandsAreOffered() throws Exception {
    assertEquals("<heartbeat><help>", offered("noetl-runtime he"));
    assertEquals("<list>", offered("noetl-runtime help li"));
    assertEquals("<--version><--verbose>", offered("noetl-runtime --ver"));
    assertEquals("<selectors>", offered("noetl-runtime help sel"));
  }

  @Test
  void optionsMayStandBeforeTheCommand() throws Exception {
    assertEquals("<list>", offered("noetl-runtime -vs http://h:1 li"));
    assertEquals("<--show-secrets><--server>", offered("noetl-runtime --s"));
  }

  @Test
  void aliasesHaveTheOptionsOfTheirCommand() throws Exception {
    assertEquals(offered("noetl-runtime list --k"), offered("noetl-runtime ls --k"));
    assertEquals("<--kind><--key><--key-passphrase-file>", offered("noetl-runtime rm --k"));
  }

  @Test
  void statusIsOneThatTheOptionTakes() throws Exception {
    assertEquals("<deregister><none>", offered("noetl-runtime heartbeat --on-exit "));
    assertEquals("<gone>", offered("noetl-runtime wait demo --for g"));
    assertEquals("<ready><busy><draining><offline>", offered("noetl-runtime register --status "));
    assertEquals("<stale>", offered("noetl-runtime list --status s"));
    assertEquals("<>", offered("noetl-runtime nonsense "));
  }

  @Test
  void optionsOfTheCommandAreOffered() throws Exception {
    assertEquals("<--kind><--key><--key-passphrase-file>", offered("noetl-runtime list --k"));
    assertEquals("<-h><--help>", offered("noetl-runtime completion bash -"));
    assertEquals("<-h><--help>", offered("noetl-runtime completion bash "));
  }

  @Test
  void wordsThatAnOptionKnowsAreOffered() throws Exception {
    assertEquals("<broker>", offered("noetl-runtime list --kind b"));
    assertEquals("<broker>", offered("noetl-runtime list --kind=b"));
    assertEquals("<broker>", offered("noetl-runtime list -qk b"));
    assertEquals("<auto><always><never>", offered("noetl-runtime list --color "));
    assertEquals("<bash><zsh><fish>", offered("noetl-runtime completion "));
    assertEquals("<>", offered("noetl-runtime list --timeout "));
  }

  @Test
  void wordsThatReadlineBrokeAreMended() throws Exception {
    String script =
        "source \"$1\"; shift; COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)); _noetl_runtime;"
            + " printf '<%s>' \"${COMPREPLY[@]}\"";
    world.names("a:b c", "a:d");
    assertEquals(
        "<b\\ c><d>",
        world.output(
            "bash", "-c", script, "bash", SCRIPT.toString(), "noetl-runtime", "get", "a", ":"));
    assertEquals(
        "<broker>",
        world.output(
            "bash",
            "-c",
            script,
            "bash",
            SCRIPT.toString(),
            "noetl-runtime",
            "get",
            "-q",
            "--kind",
            "=",
            "b"));
  }

  @Test
  void namesComeFromTheRegistryOfTheLine() throws Exception {
    world.names("one", "two");
    assertEquals(
        "<one><two>",
        offered(
            "noetl-runtime get --server='http://x:1' -vkbroker --direct --database \"sqlite:/a b\""
                + " --token-file ~/t -H K:\\ V --timeout 9s -o json "));
    assertEquals(
        List.of(
            LIST.formatted(
                "<--server=http://x:1><-k><broker><--direct><--database><sqlite:/a"
                    + " b><--token-file><"
                    + home
                    + "/t><-H><K: V>")),
        world.calls());
  }

  @Test
  void variablesAreLookedUpAndNothingIsRun() throws Exception {
    world.names("one");
    assertEquals("<one>", offered("noetl-runtime get -s $SERVER "));
    assertEquals("<one>", offered("noetl-runtime get -s \"${SERVER}\" "));
    assertEquals(
        List.of(LIST.formatted("<-s><http://var>"), LIST.formatted("<-s><http://var>")),
        world.calls());
    world.forgetCalls();
    assertEquals("<>", offered("noetl-runtime get -s $SERVER/x o"));
    assertEquals("<>", offered("noetl-runtime get -s `touch${IFS}run` o"));
    assertEquals("<>", offered("noetl-runtime get -s \"$(touch run)\" o"));
    assertEquals("<>", offered("./noetl-runtime get o"));
    assertEquals(List.of(), world.calls());
    try (var files = Files.list(world.folder())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void contextsAreAskedForWithoutARegistry() throws Exception {
    world.names("prod", "pre prod", "lab");
    assertEquals("<prod><pre\\ prod>", offered("noetl-runtime list -s $(x) --context p"));
    assertEquals("<lab>", offered("noetl-runtime list --context=l"));
    assertEquals("<lab>", offered("noetl-runtime context use l"));
    assertEquals("<list>", offered("noetl-runtime context l"));
    assertEquals(List.of(CONTEXTS, CONTEXTS, CONTEXTS), world.calls());
    assertEquals("<>", offered("./noetl-runtime context use l"));
    assertEquals("<>", offered("$(touch run) context use l"));
    assertEquals(3, world.calls().size());
  }

  @Test
  void labelsComeFromTheRegistryAndWhatFollowsTheLastCommaIsCompleted() throws Exception {
    world.names("env=prod", "env=dev", "tier=web");
    assertEquals("<prod><dev>", offered("noetl-runtime list --direct -l env="));
    assertEquals(List.of(LIST.formatted("<--direct><--group-by><label>")), world.calls());
    assertTyped(
        List.of(
            "noetl-runtime list -l tier=web,env=p",
            "noetl-runtime list -l tier=web,env=prod ",
            "noetl-runtime list --selector=ti",
            "noetl-runtime list --selector=tier=web "));
  }

  @Test
  void referencesAreComponentsOfEveryKind() throws Exception {
    world.names("broker,events", "worker_pool,p 1", "worker_pool,\"a,b\"", "worker_pool,x@h");
    assertEquals(
        "<broker/events><worker_pool/p\\ 1>",
        offered("noetl-runtime register --direct --kind scheduler p --depends-on "));
    assertEquals(
        List.of(
            "<list><--direct><--all-kinds><--columns><kind,name><--no-headers><-o><csv>"
                + "<--timeout><1s><--deadline><2s><--retries><0>"),
        world.calls());
    assertEquals("<broker/events>", offered("noetl-runtime set p --depends-on=br"));
  }

  @Test
  void columnsAndGroupsAreOffered() throws Exception {
    world.names("one");
    assertEquals("<status>", offered("noetl-runtime list --columns sta"));
    assertEquals("<name,status>", offered("noetl-runtime list --columns name,sta"));
    assertEquals("<effective_status>", offered("noetl-runtime list --json=eff"));
    assertEquals(
        "<kind><runtime><version><label>",
        offered("noetl-runtime list --group-by ").replace("<status>", ""));
    assertEquals("<expires>", offered("noetl-runtime list --sort-by e"));
    assertEquals(List.of(), world.calls());
    assertEquals("<one>", offered("noetl-runtime list --name o"));
  }

  @Test
  void failingRegistryIsSilent() throws Exception {
    Files.writeString(home.resolve("bin/noetl-runtime"), "#!/bin/sh\necho no >&2; exit 7\n");
    assertEquals("<>", offered("noetl-runtime get "));
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
        "bang!x",
        "end'",
        "tab&semi;");
    assertTyped(
        List.of(
            "noetl-runtime get my", "noetl-runtime get my\\ pool ",
            "noetl-runtime get my\\ p", "noetl-runtime get my\\ pool ",
            "noetl-runtime get \"my", "noetl-runtime get \"my pool\" ",
            "noetl-runtime get 'it", "noetl-runtime get 'it'\\''s' ",
            "noetl-runtime get \"sa", "noetl-runtime get \"say \\\"hi\"\\\" ",
            "noetl-runtime get say", "noetl-runtime get say\\ \\\"hi\\\" ",
            "noetl-runtime get \\$", "noetl-runtime get \\$\\(touch\\ run\\) ",
            "noetl-runtime get \"\\$", "noetl-runtime get \"\\$(touch run)\" ",
            "noetl-runtime get \\`", "noetl-runtime get \\`touch\\ run\\` ",
            "noetl-runtime get a:c", "noetl-runtime get a:c\\ d ",
            "noetl-runtime get 'a:c", "noetl-runtime get 'a:c d' ",
            "noetl-runtime get crö", "noetl-runtime get cröñ-水 ",
            "noetl-runtime get ba", "noetl-runtime get ba",
            "noetl-runtime get bac", "noetl-runtime get back\\\\slash ",
            "noetl-runtime get -- -d", "noetl-runtime get -- -dash ",
            "noetl-runtime get k=", "noetl-runtime get k=v ",
            "noetl-runtime get \"bang", "noetl-runtime get \"bang\"\\!\"x\" ",
            "noetl-runtime get 'end", "noetl-runtime get 'end'\\' ",
            "noetl-runtime get tab", "noetl-runtime get tab\\&semi\\; "));
    assertEquals(
        "<my\\ pool><it\\'s><say\\ \\\"hi\\\"><\\$\\(touch\\ run\\)><\\`touch\\ run\\`><a:b>"
            + "<a:c\\ d><cröñ-水><back\\\\slash><k=v><bang\\!x><end\\'><tab\\&semi\\;>",
        offered("noetl-runtime get "));
    try (var files = Files.list(world.folder())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void filesAreQuotedAndFoldersStayOpen() throws Exception {
    Files.createDirectory(world.folder().resolve("my pools"));
    Files.writeString(world.folder().resolve("my pools/$all.yaml"), "");
    Files.writeString(home.resolve("it's.pem"), "");
    assertTyped(
        List.of(
            "noetl-runtime register -f my", "noetl-runtime register -f my\\ pools/",
            "noetl-runtime register --file=my", "noetl-runtime register --file=my\\ pools/",
            "noetl-runtime register -f my\\ pools/",
                "noetl-runtime register -f my\\ pools/\\$all.yaml ",
            "noetl-runtime register -f \"my pools/",
                "noetl-runtime register -f \"my pools/\\$all.yaml\" ",
            "noetl-runtime list --cacert ~/it", "noetl-runtime list --cacert ~/it\\'s.pem ",
            "noetl-runtime list --key $HOME/it", "noetl-runtime list --key $HOME/it\\'s.pem "));
    assertEquals("<my pools>", offered("noetl-runtime list --token-file "));
  }

  @Test
  void everyShapeOfCommandIsCompleted() throws Exception {
    Path script =
        Files.writeString(home.resolve("imagined"), BashCompletion.of(Imagined.program()));
    Files.writeString(world.folder().resolve("file"), "");
    world.names("one", "two");
    assertEquals("<one><two>", offered(script, "noetl-runtime sweep "));
    assertEquals("<two>", offered(script, "noetl-runtime sweep one t"));
    assertEquals("<slowly><fast>", offered(script, "noetl-runtime sweep --watch="));
    assertEquals("<two>", offered(script, "noetl-runtime sweep --watch t"));
    assertEquals("<two>", offered(script, "noetl-runtime sweep --like t"));
    assertEquals("<one>", offered(script, "noetl-runtime run o"));
    assertEquals("<printenv>", offered(script, "noetl-runtime run one -- printen"));
    assertEquals("<printenv>", offered(script, "noetl-runtime run -s x -- printen"));
    assertEquals("<file>", offered(script, "noetl-runtime run one -- cat fi"));
    assertEquals("<>", offered(script, "noetl-runtime run one -- cat -"));
    assertEquals("<file>", offered(script, "noetl-runtime copy one one fi"));
  }
}
