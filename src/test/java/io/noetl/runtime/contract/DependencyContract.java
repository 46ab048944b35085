package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.beat;
import static io.noetl.runtime.contract.ContractWords.json;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.plain;
import static io.noetl.runtime.contract.ContractWords.quoted;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.service.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry keeps of what a component depends on, and of its version. */
interface DependencyContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  private Object declared() {
    JsonObject row = only(api(), "p").json();
    JsonObject declared = JsonObject.EMPTY;
    for (String field : new String[] {"depends_on", "version", "zone"}) {
      declared = declared.withPresent(field, row.object("runtime").get(field));
    }
    return plain(declared);
  }

  private void register(String pid, String fields) {
    api()
        .register(
            registration(
                "{'name':'p','runtime':'python','hostname':'h','pid':" + pid + fields + "}"));
  }

  private void change(String fields) {
    api()
        .update(
            RuntimeUpdateRequest.fromJson(TestJson.object(quoted("{'name':'p'," + fields + "}"))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        ",'depends_on':['Broker/b@^2'],'version':'2.3.1' |"
            + " {'depends_on':['broker/b@^2'],'version':'2.3.1'}",
        ",'meta':{'depends_on':['broker?env==prod!optional'],'version':'build 7','zone':'a'} |"
            + " {'depends_on':['broker?env=prod!optional'],'version':'build 7','zone':'a'}",
        ",'meta':{'depends_on':['broker/a'],'version':'1.0'},'depends_on':['broker/b'],"
            + "'version':'2.0' | {'depends_on':['broker/b'],'version':'2.0'}",
        ",'depends_on':['broker/a','broker/a'] | {'depends_on':['broker/a']}",
        ",'depends_on':[],'version':null | {}",
        ",'meta':{'version':7} | {'version':7}",
      })
  default void bothStandInTheRuntimeObject(String fields, String declared) {
    register("1", fields);
    assertEquals(json(declared), declared());
  }

  @Test
  default void rowsSayThemAgain() {
    register("1", ",'depends_on':['broker/b@^2','scheduler?a!optional'],'version':'2.3.1'");
    assertEquals(
        "[broker/b@^2, scheduler?a!optional]",
        DeclaredDependencies.of(only(api(), "p")).references().toString());
    assertEquals(
        ComponentVersion.parse("2.3.1"), ComponentVersion.declared(only(api(), "p").json()));
  }

  @Test
  default void anotherProcessReplacesThem() {
    register("1", ",'depends_on':['broker/b'],'version':'1.0'");
    register("2", "");
    assertEquals(json("{}"), declared());
  }

  @Test
  default void aHeartbeatLeavesThem() {
    register("1", ",'depends_on':['broker/b'],'version':'1.0'");
    api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));
    assertEquals(json("{'depends_on':['broker/b'],'version':'1.0'}"), declared());
  }

  @Test
  default void databasesTellWhetherAnyComponentDeclaresThem() {
    register("1", ",'meta':{'zone':'eu','depends_on':null},'version':'1.0'");
    assertEquals(!(api() instanceof RuntimeService), api().mayDeclareDependencies());
    register("2", ",'depends_on':['broker/b']");
    assertEquals(true, api().mayDeclareDependencies());
  }

  @Test
  default void theRegistrationOfAHeartbeatHasThem() {
    api()
        .heartbeat(
            new RuntimeHeartbeatRequest(
                "p",
                RuntimeKind.WORKER_POOL,
                registration("{'name':'p','runtime':'x','depends_on':['broker/b'],'version':'1.0'}")
                    .toJson()));
    assertEquals(json("{'depends_on':['broker/b'],'version':'1.0'}"), declared());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'depends_on':['broker/c'] | {'depends_on':['broker/c'],'version':'1.0','zone':'a'}",
        "'version':'1.1' | {'depends_on':['broker/b'],'version':'1.1','zone':'a'}",
        "'depends_on':[] | {'version':'1.0','zone':'a'}",
        "'depends_on':null,'version':null | {'zone':'a'}",
        "'meta':{'version':null} | {'depends_on':['broker/b'],'zone':'a'}",
        "'capacity':7 | {'depends_on':['broker/b'],'version':'1.0','zone':'a'}",
      })
  default void whatIsSetStaysWhenTheSameProcessRegistersAgain(String fields, String declared) {
    String own = ",'depends_on':['broker/b'],'version':'1.0','meta':{'zone':'a'}";
    register("1", own);
    change(fields);
    assertEquals(json(declared), declared());
    register("1", own);
    assertEquals(json(declared), declared());
    register("2", own);
    assertEquals(json("{'depends_on':['broker/b'],'version':'1.0','zone':'a'}"), declared());
  }
}
