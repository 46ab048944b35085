package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentPoller;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.PollBackoff;
import io.noetl.runtime.cli.component.StatusOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.CommandTimeout;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.text.AgeFormat;
import io.noetl.runtime.text.ShellWord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code wait}: waits until components have a status. */
@Command(
    name = "wait",
    header = "Wait until components reach a status or a version.",
    description = {
      "",
      "The component need not exist yet. While the registry cannot be reached, wait"
          + " retries. After --timeout the exit code is 9, and a line on stderr says what was seen"
          + " last.",
      "",
      "--for version=VERSION is the end of a rollout: all components are ready, active or busy in"
          + " that version, or in a range such as version=^2.4. Of those that a selector chooses,"
          + " offline ones do not count.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime wait demo --timeout 2m",
      "  noetl-runtime wait a b c --for offline --any",
      "  noetl-runtime wait -l env=prod --timeout 2m",
      "  noetl-runtime wait demo --with-dependencies",
      "  noetl-runtime wait demo --for gone",
      "  noetl-runtime wait --for version=2.4.0 -l env=prod --timeout 10m"
    })
public final class WaitCommand implements Callable<Integer>, CommandTimeout {

  private static final String LIMIT = "60s";

  /** Before a status that components have of their own. */
  private static final String OWN = "status=";

  /** Before the version at the end of a rollout. */
  private static final String VERSION = "version=";

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final KindOption kind = new KindOption();

  @Option(
      names = "--for",
      paramLabel = "STATUS",
      order = 20,
      description =
          "Status: ready (default), active, busy, draining, stale, offline, dead or gone;"
              + " status=WORD for any other one, or version=VERSION.")
  private String state = "ready";

  @Option(names = "--any", order = 21, description = "One of several components is enough.")
  private boolean any;

  @Option(
      names = "--with-dependencies",
      order = 22,
      description = "Also wait until its dependencies are met.")
  private boolean withDependencies;

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public WaitCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String timeoutDescription() {
    return "Time limit for the wait, such as 500ms or 2m (default: " + LIMIT + ").";
  }

  @Override
  public Integer call() throws InterruptedException {
    String given = registry.takeTimeout();
    String limit = given == null ? LIMIT : given;
    Duration patience = SettingReader.duration("--timeout", limit);
    WaitGoal goal = goal(state.strip());
    boolean isOne = selection.isOne();
    try (Session session =
            Session.open(
                SessionRequest.of(registry, environment)
                    .with(staleAfter.flags())
                    .polling(patience));
        Progress progress = Progress.on(environment, registry.output)) {
      ComponentPoller poller = new ComponentPoller(session, environment, kind.value(), selection);
      if (withDependencies) {
        poller.withDependencies();
      }
      return await(poller, goal, isOne, patience, session, progress).code();
    }
  }

  private static WaitGoal goal(String condition) {
    return condition.regionMatches(true, 0, VERSION, 0, VERSION.length())
        ? VersionGoal.of(condition.substring(VERSION.length()))
        : new WaitGoal.Status(status(condition));
  }

  /**
   * The status that is waited for.
   *
   * @throws UsageException for an unknown word, which would be waited for in vain
   */
  private static String status(String condition) {
    boolean isOwn = condition.regionMatches(true, 0, OWN, 0, OWN.length());
    String status = isOwn ? condition.substring(OWN.length()).strip() : condition;
    String known = String.join(", ", StatusOption.KNOWN) + " or gone";
    if (status.isEmpty()) {
      throw new UsageException("--for is empty", "use " + known);
    }
    String word = status.toLowerCase(Locale.ROOT);
    if (!isOwn && !StatusOption.KNOWN.contains(word) && !word.equals(ListedComponent.GONE)) {
      throw new UsageException(
          "--for: unknown status " + ShellWord.of(status),
          "use " + known + "; for any other status, --for " + ShellWord.of(OWN + status));
    }
    return status;
  }

  private ExitCode await(
      ComponentPoller poller,
      WaitGoal goal,
      boolean isOne,
      Duration patience,
      Session session,
      Progress progress)
      throws InterruptedException {
    PollBackoff backoff =
        new PollBackoff(environment.clock().time(), environment.host().random(), patience);
    RuntimeApiException outage = null;
    String seen = "";
    do {
      progress.show("wait for " + goal.words() + seen + " …");
      try {
        poller.poll();
        seen = ", " + goal.seen(poller);
        outage = null;
        List<ListedComponent> there = goal.reached(poller);
        if (goal.isReachedByAll(poller) || (any && !there.isEmpty())) {
          progress.close();
          show(there, isOne, session);
          return ExitCode.OK;
        }
      } catch (RuntimeApiException passing) {
        if (!passing.isTransient()) {
          throw passing;
        }
        if (outage == null) {
          progress.hide();
          session.diagnostics().note(passing.getMessage() + "; retrying");
        }
        outage = passing;
      }
    } while (backoff.pause());
    throw new RuntimeApiException.TimedOut(
        "waited "
            + AgeFormat.text(patience)
            + " for "
            + goal.words()
            + ", "
            + goal.seen(poller)
            + (outage == null ? "" : " (" + outage.getMessage() + ")"),
        Details.NONE.withHint("wait longer with --timeout" + lookHint()));
  }

  private static void show(List<ListedComponent> there, boolean isOne, Session session) {
    if (!isOne) {
      session.present().list(there, JsonObject.EMPTY, CheckView.VIEW);
    } else {
      session.present().one(there.getFirst(), CheckView.VIEW);
    }
  }

  private String lookHint() {
    return ", or " + registry.listHint(kind.value());
  }
}
