package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.deregistration;
import static io.noetl.runtime.contract.ContractWords.lasting;
import static io.noetl.runtime.contract.ContractWords.lines;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.Held;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registration with a condition does, whatever is behind the registry. */
interface OwnershipContract {

  /** An owner is alive for an hour, and no process runs on this host but 4711. */
  RegistrationCondition EXCLUSIVE =
      new RegistrationCondition.Exclusive(Duration.ofHours(1), OwnershipContract::look);

  private static OwnerState look(ProcessIdentity owner, @Nullable Duration silence) {
    return switch (String.valueOf(owner.pid())) {
      case "4711" -> OwnerState.RUNS;
      case "4712", "x" -> OwnerState.UNKNOWN;
      default -> OwnerState.ENDED;
    };
  }

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  @Test
  default void exclusiveRegistrationTakesAFreeName() {
    RuntimeRegistrationResponse answer =
        api().register(registration("{'name':'p','hostname':'a','pid':1}"), EXCLUSIVE);

    assertEquals("ok", answer.status());
    assertEquals(only(api(), "p").runtimeId(), answer.runtimeId());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "another host, same pid | {'name':'p','hostname':'b','pid':4711} | host b pid 4711",
        "another pid that runs | {'name':'p','hostname':'a','pid':4711} | host a pid 4711",
        "the same host without a pid | {'name':'p','hostname':'a'} | host a",
        "no host at all | {'name':'p','pid':1} | an unnamed host pid 1",
        "a pid that is none | {'name':'p','meta':{'hostname':'a','pid':'x'}}"
            + " | host a pid x (not visible from here)",
        "a pid that is hidden | {'name':'p','hostname':'a','pid':4712}"
            + " | host a pid 4712 (not visible from here)"
      })
  default void livingRowOfAnotherIsHeldAndStays(String which, String row, String holder) {
    api().register(registration(row));
    RuntimeComponentInfo before = only(api(), "p");

    Held held =
        assertThrows(
            Held.class,
            () ->
                api()
                    .register(
                        registration("{'name':'p','hostname':'a','pid':1,'capacity':9}"),
                        EXCLUSIVE));

    assertEquals(
        "worker_pool \"p\" is held by " + holder + ", last heartbeat Ns ago",
        held.getMessage().replaceFirst("\\d+s ago", "Ns ago"));
    assertEquals(before.json(), held.holder().json());
    assertEquals(before.json(), only(api(), "p").json());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "our own | {'name':'p','hostname':'a','pid':1,'capacity':1}",
        "a process of our host that has ended | {'name':'p','hostname':'a','pid':2}",
        "our own, named in meta | {'name':'p','meta':{'pid':1,'hostname':'a'}}"
      })
  default void rowThatNobodyElseHoldsIsReplaced(String which, String row) {
    String id = api().register(registration(row)).runtimeId();

    RuntimeRegistrationResponse answer =
        api().register(registration("{'name':'p','hostname':'a','pid':1,'capacity':9}"), EXCLUSIVE);

    assertEquals(id, answer.runtimeId());
    assertEquals("9", only(api(), "p").capacity());
  }

  @ParameterizedTest
  @CsvSource({"boot/2,7", "boot/1,8", "boot/2,", ",8"})
  default void rowOfOurPidInAnotherNamespaceOrOfAnotherTimeIsHeld(
      @Nullable String namespace, @Nullable Integer started) {
    api().register(process(4711, namespace, started));

    assertThrows(Held.class, () -> api().register(process(4711, "boot/1", 7), EXCLUSIVE));
  }

  @ParameterizedTest
  @CsvSource({"boot/1,7", ",", "boot/1,", ",7"})
  default void rowThatSaysNothingElseOfOurProcessIsReplaced(
      @Nullable String namespace, @Nullable Integer started) {
    api().register(process(4711, namespace, started));

    api().register(process(4711, "boot/1", 7), EXCLUSIVE);

    assertEquals(
        ProcessIdentity.of(process(4711, "boot/1", 7).storedRuntime()), only(api(), "p").process());
  }

  @ParameterizedTest
  @CsvSource({"boot/1,7", ",", "boot/2,", ",8"})
  default void rowOfAProcessThatHasEndedIsReplacedWhateverItSays(
      @Nullable String namespace, @Nullable Integer started) {
    api().register(process(2, namespace, started));

    api().register(process(4711, "boot/1", 7), EXCLUSIVE);

    assertEquals("4711", only(api(), "p").pid());
  }

  private static RuntimeRegistrationRequest process(
      int pid, @Nullable String namespace, @Nullable Integer started) {
    RuntimeRegistrationRequest request =
        registration("{'name':'p','hostname':'a','pid':" + pid + "}");
    request =
        namespace == null
            ? request
            : request.withMeta(JsonObject.EMPTY.with(ProcessIdentity.NAMESPACE, namespace));
    return started == null
        ? request
        : request.withMeta(JsonObject.EMPTY.with(ProcessIdentity.STARTED, started));
  }

  @Test
  default void offlineRowOfAnotherIsTakenOver() {
    api().register(registration("{'name':'p','hostname':'b','pid':4711}"));
    api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));

    api().register(registration("{'name':'p','hostname':'a','pid':1}"), EXCLUSIVE);

    assertEquals("a", only(api(), "p").hostname());
    assertEquals("ready", only(api(), "p").status());
  }

  @Test
  default void nameOfAnotherKindIsFree() {
    api().register(registration("{'name':'p','kind':'broker','uri':'u','hostname':'b','pid':1}"));

    api().register(registration("{'name':'p','hostname':'a','pid':1}"), EXCLUSIVE);

    assertEquals(
        List.of("broker p ready", "worker_pool p ready"), lines(api(), RuntimeListQuery.of(null)));
  }

  @Test
  default void rowThatIsThereIsLeftAlone() {
    String id =
        api().register(registration("{'name':'p','runtime':'python','capacity':1}")).runtimeId();
    Object before = lasting(only(api(), "p"));

    RuntimeRegistrationResponse answer =
        api()
            .register(
                registration("{'name':'p','runtime':'go','capacity':2}"),
                new RegistrationCondition.IfAbsent());

    assertEquals(RuntimeRegistrationResponse.UNCHANGED, answer.status());
    assertEquals(id, answer.runtimeId());
    assertEquals("python", answer.json().text("runtime"));
    assertEquals(before, lasting(only(api(), "p")));
  }

  @Test
  default void rowThatIsAbsentIsWritten() {
    RuntimeRegistrationResponse answer =
        api()
            .register(
                registration("{'name':'p','capacity':2}"), new RegistrationCondition.IfAbsent());

    assertEquals("ok", answer.status());
    assertEquals("2", only(api(), "p").capacity());
  }
}
