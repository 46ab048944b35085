package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start of the distribution costs: the classes that it loads, and the cache it uses. */
@IntegrationTest
class StartIT {

  private static final String ANSWER = "{\"status\":\"ok\",\"name\":\"demo\",\"runtime_id\":\"7\"}";

  private static final String LIST = "{\"items\":[],\"count\":0}";

  private static final List<String> YAML = List.of("org.snakeyaml.");
  private static final List<String> DATABASES =
      List.of("java.sql.", "org.sqlite.", "org.postgresql.", "io.noetl.runtime.service.");
  private static final List<String> HTTP =
      List.of("java.net.http.", "sun.net.www.protocol.http.", "io.noetl.runtime.client.");

  /** What only TLS and proxies need. */
  private static final List<String> HTTP_CLIENT =
      List.of("java.net.http.", "jdk.internal.net.http.");

  private static final List<String> TLS = List.of("sun.security.ssl.", "sun.security.x509.");
  private static final List<String> COLOUR = List.of("org.jline.");
  private static final List<String> JSON = List.of("tools.jackson.");

  /** What makes and compares sets of components, and what changes contexts. */
  private static final List<String> SETS_AND_CONTEXTS =
      List.of(
          "io.noetl.runtime.cli.declare.ApplyPlan",
          "io.noetl.runtime.cli.declare.ApplyStep",
          "io.noetl.runtime.cli.registry.ChangeOptions",
          "io.noetl.runtime.cli.declare.ComponentComparison",
          "io.noetl.runtime.cli.settings.ContextView",
          "io.noetl.runtime.cli.declare.DeclarationFiles",
          "io.noetl.runtime.config.ContextEditor",
          "io.noetl.runtime.config.FileContext",
          "io.noetl.runtime.config.YamlTree",
          "io.noetl.runtime.schema.declaration.DeclaredComponent",
          "io.noetl.runtime.schema.declaration.FieldChange");

  private static final List<String> WATCH =
      List.of(
          "io.noetl.runtime.posix.",
          "java.lang.foreign.",
          "io.noetl.runtime.cli.watch.ComponentWatch",
          "io.noetl.runtime.cli.watch.WatchEvent",
          "io.noetl.runtime.cli.watch.WatchRunner",
          "io.noetl.runtime.cli.watch.ComponentTracker",
          "io.noetl.runtime.cli.watch.WatchedRow");
  private static final List<String> DOCTOR =
      List.of(
          "io.noetl.runtime.cli.doctor.DiagnosisRun",
          "io.noetl.runtime.cli.doctor.DoctorContext",
          "io.noetl.runtime.cli.doctor.StepResult",
          "io.noetl.runtime.cli.doctor.FailureVerdict",
          "io.noetl.runtime.cli.terminal.Progress",
          "io.noetl.runtime.cli.doctor.Verdict",
          "io.noetl.runtime.client.HttpDiagnosis",
          "io.noetl.runtime.client.ServerProbe",
          "io.noetl.runtime.service.DatabaseDiagnosis");

  /** Nothing archives these: the JVM would make them anew at every start. */
  private static final List<String> MADE_AT_RUN_TIME =
      List.of(
          "jdk.proxy",
          "com.sun.proxy.",
          "$$TypeSwitch",
          "jdk.internal.reflect.MethodHandleObjectFieldAccessorImpl",
          "jdk.internal.reflect.MethodHandleBooleanFieldAccessorImpl");

  /** What compares versions, and reads ranges of them. */
  private static final List<String> VERSIONS =
      List.of(
          "org.semver4j.",
          "io.noetl.runtime.schema.version.",
          "io.noetl.runtime.schema.compatibility.");

  private static final List<String> METRICS = List.of("io.prometheus.");

  /** The table of all time zones, which a library may ask for a single one. */
  private static final List<String> TIME_ZONES = List.of("sun.util.calendar.ZoneInfoFile");

  @TempDir private Path home;
  private TestServer server;

  @BeforeEach
  void startServer() throws IOException {
    server =
        TestServer.start(exchange -> {
          boolean isList = exchange.getRequestMethod().equals("GET");
          TestServer.answer(exchange, 200, isList ? LIST : ANSWER);
        });
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private String run(int status, Path distribution, String javaOptions, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(distribution.resolve("bin/noetl-runtime").toString());
    ProcessBuilder builder = Launcher.command(home, command).redirectErrorStream(true);
    builder.environment().put("NOETL_RUNTIME_JAVA_OPTS", javaOptions);
    Path out = Files.createTempFile(home, "out", "");
    Process process = builder.redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ends: " + command);
    String said = Files.readString(out);
    assertEquals(status, process.exitValue(), said);
    return said;
  }

  /** Without the cache, which loads all its classes at once, the log holds those that are used. */
  private List<String> loaded(int status, String... arguments) throws Exception {
    Path log = home.resolve("classes.log");
    run(
        status,
        Launcher.DISTRIBUTION,
        "-Xshare:off -Xlog:class+load:file=" + log + ":none:filecount=0",
        arguments);
    try (Stream<String> lines = Files.lines(log)) {
      List<String> classes =
          lines
              .filter(line -> line.contains(" source: "))
              .map(line -> line.substring(0, line.indexOf(' ')))
              .toList();
      assertTrue(classes.contains("io.noetl.runtime.Main"), "the log is complete");
      return classes;
    }
  }

  /** A class that was renamed is loaded by nothing, so that every test here would pass. */
  @Test
  void namedClassesExist() {
    List<String> lost =
        Stream.of(SETS_AND_CONTEXTS, WATCH, DOCTOR)
            .flatMap(List::stream)
            .filter(name -> name.startsWith("io.noetl.") && !name.endsWith("."))
            .filter(
                name -> !Files.exists(Path.of("target/classes", name.replace('.', '/') + ".class")))
            .toList();
    assertEquals(List.of(), lost);
  }

  @SafeVarargs
  private static void assertNoneOf(List<String> classes, List<String>... families) {
    assertEquals(
        new TreeSet<>(),
        classes.stream()
            .filter(name ->
                Stream.of(families)
                    .flatMap(List::stream)
                    .anyMatch(
                        part -> part.startsWith("$") ? name.contains(part) : name.startsWith(part)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private String url() {
    return server.address();
  }

  @Test
  void heartbeatOverHttpLoadsNeitherYamlNorDatabasesNorTls() throws Exception {
    List<String> classes = loaded(0, "heartbeat", "demo", "--server", url());
    assertNoneOf(classes, YAML, DATABASES, TLS, HTTP_CLIENT, WATCH, DOCTOR, MADE_AT_RUN_TIME);
    assertNoneOf(classes, SETS_AND_CONTEXTS, TIME_ZONES, COLOUR, METRICS, VERSIONS);
    assertTrue(classes.contains("sun.net.www.protocol.http.HttpURLConnection"), "the client");
  }

  @Test
  void listOverHttpLoadsNeitherYamlNorDatabasesNorTls() throws Exception {
    assertNoneOf(
        loaded(0, "list", "--server", url()),
        YAML,
        DATABASES,
        TLS,
        HTTP_CLIENT,
        WATCH,
        DOCTOR,
        COLOUR,
        METRICS,
        VERSIONS,
        MADE_AT_RUN_TIME);
  }

  @Test
  void colourIsWhatLoadsJansiAndNothingElseOfIt() throws Exception {
    Path file = Files.createFile(home.resolve("one.db"));
    String database = "sqlite:" + file;
    run(
        0,
        Launcher.DISTRIBUTION,
        "",
        "register",
        "demo",
        "--database",
        database,
        "--runtime",
        "python");
    List<String> classes = loaded(0, "list", "--color", "always", "--database", database);
    assertTrue(classes.contains("org.jline.jansi.Ansi"), "it paints");
    assertNoneOf(
        classes, List.of("org.jline.terminal.", "org.jline.utils.", "org.jline.nativ."), WATCH);
  }

  @Test
  void doctorIsWhatLoadsItsProbes() throws Exception {
    List<String> classes = loaded(0, "doctor", "--server", url());
    assertTrue(classes.contains("io.noetl.runtime.client.ServerProbe"), "it probes");
    assertNoneOf(classes, YAML, DATABASES, TLS, WATCH, COLOUR);
  }

  @Test
  void directModeLoadsNeitherYamlNorHttpNorTls() throws Exception {
    String[] registration = {"register", "demo", "--direct", "--runtime", "python"};
    List<String> postgres = List.of("org.postgresql.");
    assertNoneOf(loaded(0, registration), YAML, HTTP, TLS, postgres, VERSIONS, MADE_AT_RUN_TIME);
    for (String command : List.of("heartbeat", "deregister")) {
      assertNoneOf(
          loaded(0, command, "demo", "--direct"), YAML, HTTP, TLS, postgres, MADE_AT_RUN_TIME);
    }
  }

  @Test
  void postgresLoadsNeitherYamlNorHttpNorSqlite() throws Exception {
    List<String> classes =
        loaded(7, "heartbeat", "demo", "--database", "postgresql://noetl@127.0.0.1:1/noetl");
    assertNoneOf(classes, YAML, HTTP, TLS, List.of("org.sqlite."), MADE_AT_RUN_TIME);
    assertTrue(classes.contains("org.postgresql.Driver"), "the driver is at work");
  }

  @Test
  void helpLoadsNoRegistry() throws Exception {
    for (String[] command :
        List.of(new String[] {"--help"}, new String[] {"heartbeat", "--help"})) {
      assertNoneOf(loaded(0, command), YAML, DATABASES, HTTP, TLS, JSON, COLOUR, MADE_AT_RUN_TIME);
    }
  }

  @Test
  void configurationFileIsWhatLoadsYaml() throws Exception {
    Path file = Files.createDirectories(home.resolve(".config/noetl")).resolve("runtime.yaml");
    Files.writeString(file, "server: " + url() + "\n");
    List<String> classes = loaded(0, "heartbeat", "demo");
    assertTrue(classes.stream().anyMatch(name -> name.startsWith("org.snakeyaml.")));
    assertNoneOf(classes, DATABASES, TLS, MADE_AT_RUN_TIME);
  }

  @Test
  void cacheIsInUse() throws Exception {
    assertEquals(
        version() + "start-up cache: in use\n",
        run(0, Launcher.DISTRIBUTION, "", "--version", "-v"));
    assertEquals("start-up cache: in use\n", run(0, Launcher.DISTRIBUTION, "", "doctor", "--self"));
  }

  /** The line with the name and number of this version. */
  private String version() throws Exception {
    String line = run(0, Launcher.DISTRIBUTION, "", "--version");
    assertTrue(line.matches("noetl-runtime \\S+\n"), line);
    return line;
  }

  @Test
  void residentCommandOverHttpMapsTheSmallCache() throws Exception {
    assertEquals("http.jsa", mappedBy("run", "demo", "--server", url()));
    assertEquals("noetl-runtime.jsa", mappedBy("run", "demo", "--direct"));
  }

  /** The cache of the process that a program is the child of. */
  private String mappedBy(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("-q", "--", "sh", "-c", "grep -o '[^/]*[.]jsa$' /proc/$PPID/maps"));
    String mapped = run(0, Launcher.DISTRIBUTION, "", command.toArray(String[]::new));
    return String.join(" ", new TreeSet<>(mapped.lines().toList()));
  }

  @Test
  void cacheSurvivesCopiesThatKeepTimeStamps() throws Exception {
    for (Path copy : List.of(unpacked(), copied("-a"))) {
      String said = run(0, copy, "", "--version", "-v");
      assertEquals(version() + "start-up cache: in use\n", said);
    }
  }

  @Test
  void copyWithoutTimeStampsSaysHowToCopy() throws Exception {
    Path copy = copied("-r");
    String state =
        "start-up cache: not in use: the libraries in "
            + copy.resolve("lib")
            + " lost their time stamps; copy or unpack the distribution with its time stamps, with"
            + " cp -a or tar\n";
    assertEquals(version() + state, run(0, copy, "", "--version", "-v"));
    assertEquals(state, run(1, copy, "", "doctor", "--self"));
    assertEquals(version(), run(0, copy, "", "--version"));
  }

  @Test
  void versionSaysWhyTheCacheIsNotInUse() throws Exception {
    Path elsewhere = unpacked();
    Path cache = elsewhere.resolve("lib/http.jsa");
    assertEquals(
        version() + "start-up cache: not in use: -Xshare:off is set\n",
        run(0, elsewhere, "-Xshare:off", "--version", "-v"));
    Files.setLastModifiedTime(elsewhere.resolve("lib/picocli.jar"), FileTime.fromMillis(0));
    String touched = run(0, elsewhere, "", "--version", "-v");
    assertTrue(touched.contains("start-up cache: not in use: the libraries in "), touched);
    Files.write(cache, new byte[] {1});
    String broken = run(0, elsewhere, "", "--version", "-v");
    assertTrue(broken.contains("start-up cache: not in use: "), broken);
    assertFalse(broken.contains("time stamps"), broken);
    Files.delete(cache);
    assertEquals(
        version() + "start-up cache: not in use: file not found: " + cache + "\n",
        run(0, elsewhere, "", "--version", "-v"));
    assertEquals(version(), run(0, elsewhere, "", "--version"));
  }

  /** The distribution as its archive brings it, in a directory of another name, with a space. */
  private Path unpacked() throws Exception {
    Path folder = Files.createDirectories(home.resolve("some where"));
    String name = version().strip().replace(' ', '-') + "-linux-x64.tar.gz";
    Path archive = Launcher.DISTRIBUTION.resolveSibling(name).toAbsolutePath();
    done("tar", "xzf", archive.toString(), "--strip-components=1", "-C", folder.toString());
    return folder;
  }

  /** The distribution as cp copies it. */
  private Path copied(String option) throws Exception {
    Path folder = home.resolve("copy" + option);
    done("cp", option, Launcher.DISTRIBUTION.toString(), folder.toString());
    return folder;
  }

  private static void done(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
