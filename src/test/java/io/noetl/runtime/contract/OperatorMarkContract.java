package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.deregistration;
import static io.noetl.runtime.contract.ContractWords.json;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.plain;
import static io.noetl.runtime.contract.ContractWords.quoted;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of an operator's changes when the same process registers again, as workers of 2026
 * do every 15 s, and when another does.
 */
interface OperatorMarkContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  private void set(String json) {
    api()
        .update(
            RuntimeUpdateRequest.fromJson(TestJson.object(quoted("{'name':'p'," + json + "}"))));
  }

  /** Registers as a worker of 2026 does at every heartbeat, with a new {@code started_at}. */
  private void beat(int second) {
    register("w-1", "7", "2026-07-07T12:00:" + second + ".123456+00:00");
  }

  private void register(String host, String pid, String started) {
    api()
        .register(
            registration(
                """
                {'name':'p','component_type':'worker_pool','runtime':'python','status':'ready',
                 'capacity':1,'pid':%s,'hostname':'%s','labels':{'nats_consumer':'c','env':'prod'},
                 'meta':{'nats_url':'nats://n','started_at':'%s','zone':'a'}}
                """
                    .formatted(pid, host, started)));
  }

  private static Object own(RuntimeComponentInfo row) {
    JsonObject fields = JsonObject.EMPTY;
    for (String field : new String[] {"status", "uri", "capacity", "labels"}) {
      fields = fields.with(field, row.json().get(field));
    }
    return plain(fields);
  }

  private Object runtime() {
    return plain(only(api(), "p").json().object("runtime"));
  }

  @Test
  default void sameProcessKeepsWhatAnOperatorSet() {
    beat(10);
    set("'capacity':20,'uri':'http://o','labels':{'canary':'1','env':'test'}");
    set(
        "'status':'busy','labels':{'nats_consumer':null},'meta':{'zone':'b','rack':'r','nats_url':null}");
    set("'labels':{'canary':null}");
    Object changed = own(only(api(), "p"));

    beat(25);
    beat(40);

    assertEquals(
        json("{'status':'busy','uri':'http://o','capacity':20,'labels':{'env':'test'}}"), changed);
    assertEquals(changed, own(only(api(), "p")));
    assertEquals(
        json(
            """
            {'type':'python','pid':7,'hostname':'w-1','zone':'b','rack':'r',
             'started_at':'2026-07-07T12:00:40.123456+00:00',
             'set_by_operator':{'capacity':20,'uri':'http://o','status':'busy',
               'labels':{'env':'test'},'without_labels':{'nats_consumer':true,'canary':true},
               'runtime':{'zone':'b','rack':'r'},'without_runtime':{'nats_url':true}}}
            """),
        runtime());
  }

  @ParameterizedTest
  @ValueSource(strings = {"w-1 8", "w-2 7", "w-1 null"})
  default void anotherProcessReplacesAll(String owner) {
    beat(10);
    set("'capacity':20,'status':'busy','labels':{'env':'test'},'meta':{'zone':'b'}");
    api().update(new Drain("x", null).begin(RuntimeKind.WORKER_POOL, "p"));

    register(owner.split(" ")[0], owner.split(" ")[1], "2026-07-07T12:00:25+00:00");

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(
        json(
            "{'status':'ready','uri':null,'capacity':1,'labels':{'nats_consumer':'c','env':'prod'}}"),
        own(row));
    assertNull(OperatorMark.of(row));
    assertEquals("a", row.json().object("runtime").text("zone"));
    assertNull(row.json().object("runtime").get("drain_note"));
  }

  @Test
  default void processIsTheSameByItsStartToo() {
    register("w-1", "7", "2026-07-07T12:00:00+00:00");
    set("'capacity':20");

    register("w-1", "1", "2026-07-07T12:00:00+00:00");

    assertEquals("20", only(api(), "p").capacity());
  }

  @Test
  default void resetLetsTheNextRegistrationCount() {
    beat(10);
    set("'capacity':20,'labels':{'env':'test'}");

    api().update(OperatorMark.reset(RuntimeKind.WORKER_POOL, "p"));

    assertEquals("20", only(api(), "p").capacity());
    assertNull(OperatorMark.of(only(api(), "p")));
    beat(25);
    assertEquals("1", only(api(), "p").capacity());
    assertEquals("prod", only(api(), "p").labels().get("env"));
  }

  @Test
  default void drainOutlivesTheRegistrationsOfTheSameProcess() {
    beat(10);
    api().update(new Drain("new kernel", null).begin(RuntimeKind.WORKER_POOL, "p"));

    beat(25);

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals("draining", row.status());
    assertEquals(new Drain("new kernel", null), Drain.of(row));
    assertNull(OperatorMark.of(row), "a drain is no part of it");
    api().update(Drain.end(RuntimeKind.WORKER_POOL, "p"));
    beat(40);
    assertEquals("ready", only(api(), "p").status());
    assertNull(Drain.of(only(api(), "p")));
  }

  @Test
  default void markAloneOutlivesThemTooAndComesBackAfterASilence() {
    beat(10);
    api().update(new Drain(null, null).mark(RuntimeKind.WORKER_POOL, "p"));
    beat(25);
    assertEquals("ready", only(api(), "p").status());
    assertEquals(new Drain(null, null), Drain.of(only(api(), "p")));

    api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));
    beat(40);

    assertEquals(new Drain(null, null), Drain.of(only(api(), "p")));
  }

  @Test
  default void drainThatIsOverEndsWithARegistration() {
    beat(10);
    api()
        .update(
            new Drain("x", Instant.parse("2024-01-01T00:00:00Z"))
                .begin(RuntimeKind.WORKER_POOL, "p"));

    beat(25);

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals("ready", row.status());
    assertNull(row.json().object("runtime").get("drain_note"));
  }

  @Test
  default void statusThatAWorkerRegistersItselfIsItsOwn() {
    api().register(registration("{'name':'p','status':'draining','pid':7,'hostname':'w-1'}"));

    beat(10);

    assertEquals("ready", only(api(), "p").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'status':'ready'", "'status':'offline'", "'status':'draining'"})
  default void laterWordOfAnOperatorCounts(String later) {
    beat(10);
    set("'status':'busy'");
    set(later);
    if (later.contains("draining")) {
      api().update(Drain.end(RuntimeKind.WORKER_POOL, "p"));
    }

    beat(25);

    assertEquals("ready", only(api(), "p").status());
    assertNull(OperatorMark.of(only(api(), "p")));
  }

  @Test
  default void registrationThatBringsAMarkIsAnOperators() {
    beat(10);
    set("'capacity':20");

    api()
        .register(
            registration(
                """
                {'name':'p','capacity':3,'pid':7,'hostname':'w-1',
                 'meta':{'set_by_operator':{'capacity':3}}}
                """));

    assertEquals("3", only(api(), "p").capacity());
    beat(25);
    assertEquals("3", only(api(), "p").capacity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x'",
        "7",
        "[1]",
        "{'capacity':'many','status':null,'labels':7}",
        "{'capacity':99999999999,'labels':['env'],'without_labels':'env'}",
        "{'capacity':[1],'runtime':[1],'without_runtime':{'zone':{}},'labels':{'n':{'m':null}}}"
      })
  default void oddMarkBreaksNoRegistration(String odd) {
    api()
        .register(
            registration(
                "{'name':'p','pid':7,'hostname':'w-1','meta':{'set_by_operator':" + odd + "}}"));

    beat(10);

    assertEquals("ready", only(api(), "p").status());
    set("'capacity':5");
    assertEquals("5", only(api(), "p").capacity());
  }

  @Test
  default void changeIsNotLostBetweenRegistrations() throws InterruptedException {
    beat(10);
    AtomicBoolean ended = new AtomicBoolean();
    Thread worker =
        Thread.ofPlatform()
            .start(() -> {
              for (int second = 10; !ended.get(); second = 10 + (second + 1) % 50) {
                beat(second);
              }
            });
    for (int capacity = 2; capacity < 40; capacity++) {
      set("'capacity':" + capacity + ",'labels':{'n':'" + capacity + "'}");
      RuntimeComponentInfo row = only(api(), "p");
      assertEquals(capacity + " " + capacity, row.capacity() + " " + row.labels().get("n"));
    }
    ended.set(true);
    worker.join();
  }
}
