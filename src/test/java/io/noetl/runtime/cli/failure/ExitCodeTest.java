package io.noetl.runtime.cli.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which exit code and which hint each error gets. */
class ExitCodeTest {

  @TempDir private Path home;

  @Test
  void everyErrorHasAnExitCode() {
    List<RuntimeApiException> errors =
        List.of(
            new RuntimeApiException.Unsupported("m", Details.NONE),
            new RuntimeApiException.InvalidRequest("m", Details.NONE),
            new RuntimeApiException.NotAllowed("m", Details.NONE),
            new RuntimeApiException.UnknownComponent(RuntimeKind.BROKER, "n", Details.NONE),
            new RuntimeApiException.Conflict("m", Details.NONE),
            new RuntimeApiException.Held(
                new RuntimeDeregistrationRequest("n", RuntimeKind.BROKER),
                new RuntimeComponentInfo(JsonObject.EMPTY),
                new Liveness("ready", null, null, false),
                false),
            new RuntimeApiException.Unreachable("m", Details.NONE),
            new RuntimeApiException.Unavailable("m", Details.NONE),
            new RuntimeApiException.TimedOut("m", Details.NONE),
            new RuntimeApiException.UnintelligibleAnswer("m", Details.NONE));
    assertEquals(
        Set.of(RuntimeApiException.class.getPermittedSubclasses()),
        errors.stream().map(Object::getClass).collect(Collectors.toSet()));
    assertEquals(
        List.of(
            ExitCode.FAILURE,
            ExitCode.USAGE,
            ExitCode.NOT_ALLOWED,
            ExitCode.UNKNOWN_COMPONENT,
            ExitCode.CONFLICT,
            ExitCode.CONFLICT,
            ExitCode.UNREACHABLE,
            ExitCode.UNAVAILABLE,
            ExitCode.TIMED_OUT,
            ExitCode.UNINTELLIGIBLE),
        errors.stream().map(error -> Failure.of(error).exit()).toList());
  }

  @Test
  void hintNamesTheRequestedWait() {
    assertEquals("try again in 1h00m, as the server asks", hint(null, Duration.ofSeconds(3600)));
    assertEquals("try again in 1m30s, as the server asks", hint(null, Duration.ofSeconds(90)));
    assertEquals("try again in a moment", hint(null, Duration.ofSeconds(10)));
    assertEquals("try again in a moment", hint(null, null));
    assertEquals(
        "try again in 2m00s, as the server asks; the server's database may be away",
        hint("try again in a moment; the server's database may be away", Duration.ofSeconds(120)));
  }

  private static @Nullable String hint(@Nullable String given, @Nullable Duration retryAfter) {
    return Failure.of(
            new RuntimeApiException.Unavailable("m", new Details(given, 503, retryAfter, null)))
        .hint();
  }

  @Test
  void jsonOfFailureHoldsTheAnswersStatusAndWait() {
    Failure failure =
        Failure.of(
            new RuntimeApiException.Unavailable("m", Details.answered(503, Duration.ofSeconds(3))));
    assertEquals(
        "{code=unavailable, exit=8, message=m, hint=try again in a moment, http_status=503,"
            + " retry_after_s=3}",
        String.valueOf(TestJson.plain(failure.toJson().node())));
  }

  @Test
  void otherExceptionIsABug() {
    Failure failure = Failure.of(new IllegalStateException("boom"));
    assertEquals(ExitCode.BUG, failure.exit());
    assertEquals(
        "a bug of noetl-runtime: java.lang.IllegalStateException: boom", failure.message());
  }

  @Test
  void exitCodesAreListed() {
    assertEquals(
        """
        CODE  NAME                   RETRY           MEANING
        0     ok                     -               done; also an empty list and a repeat that changes nothing
        1     failure                no              negative result, or an unclassified error
        2     invalid_request        no              usage or invalid value, found here or by the server
        3     unchanged              -               succeeded but empty or unchanged (--fail-empty)
        4     not_allowed            no              access denied: 401, 403, database login or file
        5     unknown_component      register first  unknown component
        6     conflict               no              conflict: another live process has the name, or the change needs --force
        7     unreachable            yes             cannot reach the server or database
        8     unavailable            yes             temporary failure of the server or database
        9     timed_out              yes             timed out
        10    unintelligible_answer  no              invalid response
        11    configuration          no              invalid configuration file
        12    partial_failure        per item        part of a batch failed
        70    internal_error         no              internal error (-v shows the stack trace), or Java cannot start
        125   not_started            -               failed before starting CMD (run)
        126   not_executable         no              CMD cannot be executed (run)
        127   not_found              no              CMD was not found (run)
        130   interrupted            -               ended by SIGINT (143: by SIGTERM)
        141   unread                 -               the reader closed the pipe
        """,
        new CommandRun(home).run("exit-codes").out());
  }
}
