package io.noetl.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds the table of rooms: who may import whom, and which library lives where. */
class ArchitectureTest {

  private static final String BASE = "io.noetl.runtime";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  @Test
  void everyRoomIsKnownAndInhabited() {
    Set<String> rooms =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.equals(BASE) ? "(root)" : name.substring(BASE.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        new TreeSet<>(
            Set.of(
                "(root)",
                "agent",
                "cli",
                "client",
                "config",
                "endpoint",
                "endpoint.limits",
                "endpoint.site",
                "files",
                "output",
                "schema",
                "secrets",
                "service",
                "tls")),
        rooms);
    assertTrue(CLASSES.size() > 60, "the rules below look at something");
  }

  @Test
  void roomsImportOnlyWhatTheTableAllows() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy(BASE)
            .layer("files")
            .definedBy(BASE + ".files")
            .layer("secrets")
            .definedBy(BASE + ".secrets")
            .layer("schema")
            .definedBy(BASE + ".schema")
            .layer("client")
            .definedBy(BASE + ".client")
            .layer("service")
            .definedBy(BASE + ".service")
            .layer("agent")
            .definedBy(BASE + ".agent")
            .layer("endpoint")
            .definedBy(BASE + ".endpoint..")
            .layer("output")
            .definedBy(BASE + ".output")
            .layer("config")
            .definedBy(BASE + ".config")
            .layer("tls")
            .definedBy(BASE + ".tls")
            .layer("cli")
            .definedBy(BASE + ".cli")
            .whereLayer("root")
            .mayOnlyAccessLayers("cli")
            .whereLayer("files")
            .mayNotAccessAnyLayer()
            .whereLayer("secrets")
            .mayNotAccessAnyLayer()
            .whereLayer("schema")
            .mayOnlyAccessLayers("secrets")
            .whereLayer("tls")
            .mayOnlyAccessLayers("schema", "files")
            .whereLayer("client")
            .mayOnlyAccessLayers("schema", "secrets", "tls")
            .whereLayer("service")
            .mayOnlyAccessLayers("schema", "files", "tls")
            .whereLayer("agent")
            .mayOnlyAccessLayers("schema", "files")
            .whereLayer("endpoint")
            .mayOnlyAccessLayers("schema", "secrets", "files", "tls")
            .whereLayer("output")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayOnlyAccessLayers("files", "secrets")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("root"));
  }

  @Test
  void roomsFormNoCycle() {
    check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void picocliStaysOnTheCommandLine() {
    onlyIn("picocli..", BASE + ".cli", BASE);
  }

  @Test
  void drawingStaysInTheOutput() {
    onlyIn("org.jline..", BASE + ".output", BASE + ".cli");
  }

  @Test
  void databasesStayInTheService() {
    onlyIn("java.sql..", BASE + ".service");
    onlyIn("javax.sql..", BASE + ".service");
    onlyIn("com.zaxxer..", BASE + ".service");
    onlyIn("org.sqlite..", BASE + ".service");
    onlyIn("org.postgresql..", BASE + ".service");
  }

  @Test
  void httpStaysInTheClient() {
    onlyIn("java.net.http..", BASE + ".client");
  }

  @Test
  void tlsStaysWhereConnectionsAreMade() {
    onlyIn(
        "javax.net.ssl..", BASE + ".tls", BASE + ".client", BASE + ".service", BASE + ".endpoint");
    // A subclass of a connection of Jetty's is told which engine it has.
  }

  @Test
  void onlyHeartbeatAndRunAndNewsToSystemdNameTheAgent() {
    check(
        noClasses()
            .that()
            .resideInAPackage(BASE + ".cli")
            .and()
            .haveNameNotMatching(".*\\.((Heartbeat|Run)[A-Z]\\w*|SystemdNews)(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAPackage(BASE + ".agent")));
  }

  @Test
  void foreignFunctionsStayInTheAgentAndAtTheEdge() {
    onlyIn("java.lang.foreign..", BASE + ".agent", BASE);
  }

  @Test
  void httpServerStaysInTheEndpoint() {
    onlyIn("io.prometheus..", BASE + ".endpoint");
    onlyIn("org.eclipse.jetty..", BASE + ".endpoint", BASE + ".endpoint.limits");
  }

  @Test
  void onlyServeNamesTheEndpoint() {
    check(
        noClasses()
            .that()
            .resideInAPackage(BASE + ".cli")
            .and()
            .haveSimpleNameNotStartingWith("Serve")
            .should()
            .dependOnClassesThat(resideInAPackage(BASE + ".endpoint..")));
  }

  @Test
  void limitsKnowNothingOfWhatTheyLimit() {
    check(
        noClasses()
            .that()
            .resideInAPackage(BASE + ".endpoint.limits")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(BASE + ".endpoint", BASE + ".schema", BASE + ".secrets")));
  }

  @Test
  void onlyOnePlaceReadsAndWritesJson() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching(".*[.]schema[.](Json([$]Indented)?|NodeStream([$]1)?)")
            .should()
            .dependOnClassesThat(resideInAPackage("tools.jackson.core..")));
  }

  /** To build a mapper takes longer than all else that a short command does with JSON. */
  @Test
  void jsonIsTreesWithoutAMapper() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAPackage("tools.jackson.databind..")
                    .and(not(resideInAPackage("tools.jackson.databind.node")))
                    .and(not(type(JsonNode.class)))));
    check(
        noClasses()
            .should()
            .callMethodWhere(
                target(owner(assignableTo(JsonNode.class))).and(target(name("toString")))));
  }

  @Test
  void onlyTheOpenersChooseBetweenServerAndDatabase() {
    check(
        noClasses()
            .that()
            .resideInAPackage(BASE + ".cli")
            .and()
            .haveSimpleNameNotEndingWith("Opener")
            .should()
            .dependOnClassesThat(resideInAnyPackage(BASE + ".client", BASE + ".service")));
  }

  @Test
  void onlyTheEdgeTouchesTheProcess() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(BASE)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .accessField(System.class, "in")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  private static void onlyIn(String library, String... homes) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(homes)
            .should()
            .dependOnClassesThat(resideInAPackage(library)));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
