package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.compatibility.CompatibilityCheck;
import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import io.noetl.runtime.schema.compatibility.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which versions fit together is the same whatever registry lists the components. */
interface CompatibilityContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  private void register(String kind, String name, String fields) {
    api()
        .register(
            registration(
                "{'kind':'" + kind + "','name':'" + name + "','uri':'http://h'" + fields + "}"));
  }

  private void fill() {
    register("server_api", "api", ",'version':'2.2.0'");
    register("server_api", "next", ",'meta':{'version':'2.4.0'}");
    register("broker", "b", "");
    register("worker_pool", "p1", ",'version':'2.4.0','labels':{'env':'prod'}");
    register(
        "worker_pool",
        "p2",
        ",'version':'nightly','labels':{'env':'test'},"
            + "'depends_on':['broker/b@^1','server_api/api@^3!optional','server_api?!env@>=2.4']");
  }

  private List<RuntimeComponentInfo> listed() {
    return api().list(RuntimeListQuery.ALL).items();
  }

  private static CompatibilityCheck check(String... rules) {
    return new CompatibilityCheck(
        List.of(rules).stream()
            .map(
                rule -> CompatibilityRule.of(TestJson.object(rule.replace('\'', '"')), "the rules"))
            .toList());
  }

  private static String shown(List<Violation> violations) {
    return violations.stream()
        .map(it -> it.componentText() + " ~ " + it.otherText() + ": " + it.problem())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  @Test
  default void rangesOfRulesAndDependenciesAreCompared() {
    fill();
    assertEquals(
        """
        worker_pool/p1 ~ server_api/api: version 2.2.0, wanted >=2.3
        worker_pool/p2 ~ broker/b: no version, wanted ^1\
        """,
        shown(
            check("{'component':'worker_pool?env=prod','requires':'server_api@>=2.3'}")
                .among(listed())));
  }

  @Test
  default void skewIsCompared() {
    fill();
    assertEquals(
        """
        worker_pool/p1 ~ server_api/api: 2 minor newer, at most 1
        worker_pool/p2 ~ broker/b: no version, wanted ^1
        worker_pool/p2 ~ server_api/api: these versions have no order
        worker_pool/p2 ~ server_api/next: these versions have no order\
        """,
        shown(
            check("{'component':'worker_pool','requires':'server_api','within':{'minor':1}}")
                .among(listed())));
  }

  @Test
  default void registrationIsComparedBeforeItIsSent() {
    fill();
    RuntimeRegistrationRequest request =
        registration("{'kind':'server_api','name':'next','uri':'http://h','version':'2.3.0'}");
    assertEquals(
        """
        worker_pool/p1 ~ server_api/next: version 2.3.0, wanted >=2.4
        worker_pool/p2 ~ server_api/next and 1 more: version 2.3.0, wanted >=2.4\
        """,
        shown(
            check("{'component':'worker_pool/p1','requires':'server_api/next@>=2.4'}")
                .of(CompatibilityCheck.rows(List.of(request)), listed())));
  }
}
