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
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/**
 * Holds the code against {@link PackageTable}, and each library in the packages that may use it.
 */
class ArchitectureTest {

  private static final String BASE = "io.noetl.runtime";

  private static final Pattern IMPORT =
      Pattern.compile(
          "^import (?:static )?io[.]noetl[.]runtime[.]([a-z.]+)[.][A-Z]", Pattern.MULTILINE);

  private static final int MOST_FILES = 45;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  @Test
  void packagesImportWhatTheTableSays() throws IOException {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      Set<String> row = imports.computeIfAbsent(shortName(type), name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (used.getPackageName().startsWith(BASE) && !shortName(used).equals(shortName(type))) {
          row.add(shortName(used));
        }
      }
    }
    addImportsOfSources(imports);
    assertEquals(PackageTable.text(PackageTable.rows()), PackageTable.text(imports));
  }

  /** Constants and types that only comments name are in no class file. */
  private static void addImportsOfSources(Map<String, Set<String>> imports) throws IOException {
    Path root = Path.of("src/main/java/io/noetl/runtime");
    try (Stream<Path> files = Files.walk(root).filter(it -> it.toString().endsWith(".java"))) {
      for (Path file : files.toList()) {
        String folder = root.relativize(file.getParent()).toString().replace('/', '.');
        Set<String> row = imports.get(folder.isEmpty() ? PackageTable.ROOT : folder);
        IMPORT.matcher(Files.readString(file)).results().map(it -> it.group(1)).forEach(row::add);
        row.remove(folder);
      }
    }
  }

  @Test
  void packagesFormNoCycle() {
    Map<String, Set<String>> left = PackageTable.rows();
    Set<String> done = new TreeSet<>();
    while (left.entrySet()
        .removeIf(row -> done.containsAll(row.getValue()) && done.add(row.getKey()))) {}
    assertEquals(Map.of(), left, "packages of a cycle, and what imports them");
  }

  @Test
  void commandPackagesImportNoOther() {
    Set<String> commands =
        CLASSES.stream()
            .filter(type -> type.isAnnotatedWith(Command.class))
            .map(ArchitectureTest::shortName)
            .filter(name -> !name.equals("cli"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        "cli.change, cli.declare, cli.dependency, cli.discovery, cli.doctor, cli.maintenance,"
            + " cli.query, cli.resident, cli.serve, cli.settings, cli.watch",
        String.join(", ", commands));
    Set<String> imports = new TreeSet<>();
    PackageTable.rows()
        .forEach((name, used) -> {
          if (!name.equals("cli")) {
            used.stream().filter(commands::contains).forEach(it -> imports.add(name + " -> " + it));
          }
        });
    assertEquals(Set.of("cli.query -> cli.watch"), imports);
  }

  @Test
  void packagesAreOfASizeToRead() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java")).filter(Files::isDirectory)) {
      Map<Path, Integer> tooLarge = new TreeMap<>();
      for (Path folder : folders.toList()) {
        String[] files = folder.toFile().list((parent, name) -> name.endsWith(".java"));
        if (files != null && files.length > MOST_FILES) {
          tooLarge.put(folder, files.length);
        }
      }
      assertEquals(Map.of(), tooLarge);
    }
  }

  @Test
  void onlyTheCommandLineUsesPicocli() {
    onlyIn("picocli..", BASE + ".cli..", BASE);
  }

  @Test
  void drawingIsKeptInTheOutput() {
    onlyIn("org.jline..", BASE + ".output");
  }

  @Test
  void databasesStayInTheService() {
    onlyIn("java.sql..", BASE + ".service..");
    onlyIn("javax.sql..", BASE + ".service.jdbc");
    onlyIn("com.zaxxer..", BASE + ".service.jdbc");
    onlyIn("org.sqlite..", BASE + ".service.sqlite");
    onlyIn("org.postgresql..", BASE + ".service.postgres");
  }

  @Test
  void onlyTheClientUsesHttp() {
    onlyIn("java.net.http..", BASE + ".client");
  }

  @Test
  void onlyConnectionsAndTheirOwnersUseTls() {
    onlyIn(
        "javax.net.ssl..",
        BASE + ".tls",
        BASE + ".client",
        BASE + ".probe",
        BASE + ".service.postgres",
        BASE + ".endpoint.connection");
    // A subclass of a Jetty connection receives its TLS engine in the constructor.
  }

  @Test
  void foreignFunctionsStayInPosix() {
    onlyIn("java.lang.foreign..", BASE + ".posix");
  }

  @Test
  void onlyTheEndpointUsesTheHttpServer() {
    onlyIn("io.prometheus..", BASE + ".endpoint..");
    onlyIn(
        "org.eclipse.jetty..",
        BASE + ".endpoint.connection",
        BASE + ".endpoint.host",
        BASE + ".endpoint.http",
        BASE + ".endpoint.limits");
  }

  @Test
  void onlyOnePlaceReadsAndWritesJson() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching(".*[.]json[.](Json([$]Indented)?|JsonBytes|NodeStream([$]1)?)")
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
            .resideInAPackage(BASE + ".cli..")
            .and()
            .haveSimpleNameNotEndingWith("Opener")
            .should()
            .dependOnClassesThat(resideInAnyPackage(BASE + ".client", BASE + ".service..")));
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

  /** Time is passed in; these read it where it is passed from, or measure a wait of their own. */
  @Test
  void fewReadTheTimeOrWait() {
    assertEquals(
        """
        QueuedOutput
        SystemMonotonicClock
        agent.HeartbeatTime
        cli.serve.ServeCommand
        client.HttpTransport
        client.OtherServer
        client.Retries
        endpoint.task.CarrierThreads
        endpoint.task.Scheduler
        files.LockFile
        metric.CommandMetrics
        metric.UrlMetrics
        service.DatabaseDiagnosis
        service.batch.BatchClock
        service.jdbc.OpenerDataSource
        service.jdbc.PooledConnections
        service.jdbc.RetryDeadline
        """,
        callers(System.class, "nanoTime"));
    assertEquals(
        """
        SystemMonotonicClock
        client.Retries
        service.jdbc.RetryDeadline
        """,
        callers(Thread.class, "sleep"));
    assertEquals(
        """
        service.batch.BatchClock
        """,
        callers(TimeUnit.class, "sleep"));
  }

  @Test
  void oneClassOpensTheConnectionsOfTheJdk() {
    assertEquals("client.UrlConnectionExchange\n", callers(URL.class, "openConnection"));
    assertEquals("", callers(URL.class, "openStream"));
  }

  @Test
  void fewChangeTheProcess() {
    assertEquals(
        """
        Main
        client.HttpClientBackend
        client.UrlConnectionExchange
        service.postgres.PasswordFile
        """,
        callers(System.class, "setProperty"));
  }

  /** The classes that call a method, nested ones as their outermost, sorted. */
  private static String callers(Class<?> owner, String method) {
    return CLASSES.stream()
        .filter(type ->
            type.getMethodCallsFromSelf().stream()
                    .anyMatch(call ->
                        call.getTargetOwner().isEquivalentTo(owner)
                            && call.getName().equals(method))
                || type.getMethodReferencesFromSelf().stream()
                    .anyMatch(call ->
                        call.getTargetOwner().isEquivalentTo(owner)
                            && call.getName().equals(method)))
        .map(type -> type.getName().substring(BASE.length() + 1).replaceFirst("[$].*", ""))
        .distinct()
        .sorted()
        .map(name -> name + "\n")
        .collect(Collectors.joining());
  }

  private static String shortName(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(BASE) ? PackageTable.ROOT : name.substring(BASE.length() + 1);
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
