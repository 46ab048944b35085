package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.resident.RunWords;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file, and the files that it mounts, agree with each other and with the commands. */
class ComposeFileTest {

  private static final Path FOLDER = Path.of("src/dist/compose");
  private static final Set<String> FIELDS =
      Set.of(
          "build",
          "command",
          "depends_on",
          "environment",
          "healthcheck",
          "image",
          "mem_limit",
          "ports",
          "restart",
          "stop_grace_period",
          "volumes");
  private static final Set<String> CONDITIONS =
      Set.of("service_healthy", "service_completed_successfully");
  private static final Pattern ADDRESS = Pattern.compile("(?://|@)([a-z]+):(\\d+)");

  @TempDir private Path folder;

  private YamlNode file;
  private Map<String, YamlNode> services;

  @BeforeEach
  void read() throws IOException {
    file = YamlNode.documents(FOLDER.resolve("compose.yaml")).getFirst();
    services = file.entries("services");
  }

  @Test
  void servicesHaveKnownFieldsAndDependOnEachOther() {
    assertEquals(
        Set.of("postgres", "init", "serve", "worker", "prometheus", "grafana"), services.keySet());
    services.forEach((name, service) -> {
      Set<String> unknown = new TreeSet<>(service.entries().keySet());
      unknown.removeAll(FIELDS);
      assertEquals(Set.of(), unknown, name);
      if (service.has("depends_on") && service.at("depends_on").value() instanceof List<?> names) {
        assertTrue(services.keySet().containsAll(names), name);
      } else {
        service.entries("depends_on").forEach((on, how) -> depends(name, on, how));
      }
    });
  }

  private void depends(String name, String on, YamlNode how) {
    String condition = how.text("condition");
    assertTrue(CONDITIONS.contains(condition), name);
    assertEquals(
        condition.equals("service_healthy"), services.get(on).has("healthcheck"), how.place());
  }

  @Test
  void volumesAreDeclaredOrFilesOfTheProject() {
    Set<String> named = new TreeSet<>();
    services.forEach((name, service) -> {
      for (String volume : service.texts("volumes")) {
        String source = volume.split(":")[0];
        if (source.startsWith(".")) {
          assertTrue(Files.exists(FOLDER.resolve(source)), volume);
        } else {
          named.add(source);
        }
      }
    });
    assertEquals(file.entries("volumes").keySet(), named);
  }

  @Test
  void imageIsBuiltFromThisProject() {
    YamlNode build = services.get("serve").at("build");
    assertEquals(Path.of(""), FOLDER.resolve(build.text("context")).normalize());
    assertTrue(Files.exists(Path.of(build.text("dockerfile"))));
  }

  @Test
  void portsArePublishedOnThisMachineAlone() {
    services.forEach((name, service) ->
        service
            .texts("ports")
            .forEach(port -> assertTrue(port.matches("127[.]0[.]0[.]1:(\\d+):\\1"), port)));
  }

  @Test
  void commandLinesAreUnderstood() {
    for (String name : List.of("init", "serve", "worker")) {
      List<String> words = services.get(name).texts("command");
      List<String> marked = words.getFirst().equals("run") ? RunWords.marked(words) : words;
      Generated.root().parseArgs(marked.toArray(String[]::new));
    }
  }

  @Test
  void addressesAreServicesAndTheirPorts() throws IOException {
    Map<String, String> ports = Map.of("postgres", "5432", "serve", "8083", "prometheus", "9090");
    int found = 0;
    for (String text :
        List.of(
            Files.readString(FOLDER.resolve("compose.yaml")),
            Files.readString(FOLDER.resolve("grafana/datasource.yaml")),
            Files.readString(FOLDER.resolve("prometheus.yml")).replace("[\"", "//"))) {
      Matcher address = ADDRESS.matcher(text);
      while (address.find()) {
        if (!address.group(1).equals("localhost")) {
          found++;
          assertEquals(ports.get(address.group(1)), address.group(2), address.group());
        }
      }
    }
    assertEquals(5, found);
    List<String> words = services.get("serve").texts("command");
    assertEquals("0.0.0.0:8083", words.get(words.indexOf("--listen") + 1));
  }

  @Test
  void grafanaFindsDashboardAndDataSource() throws IOException {
    YamlNode provider =
        YamlNode.documents(FOLDER.resolve("grafana/dashboards.yaml"))
            .getFirst()
            .items("providers")
            .getFirst();
    List<String> volumes = services.get("grafana").texts("volumes");
    assertTrue(volumes.contains("../grafana:" + provider.text("options", "path") + ":ro"));
    assertTrue(
        Files.readString(Path.of("src/dist/grafana/noetl-runtime.json"))
            .contains("\"uid\": \"noetl-runtime\""));
    YamlNode source =
        YamlNode.documents(FOLDER.resolve("grafana/datasource.yaml"))
            .getFirst()
            .items("datasources")
            .getFirst();
    assertEquals("prometheus", source.text("type"));
    assertEquals("true", source.text("isDefault"));
  }

  /** The probe of compose, and the one that the guide shows, on a server and on its absence. */
  @Test
  void probesNeedNoJava() throws Exception {
    String guide = Files.readString(Path.of("docs/containers.md"));
    Matcher shown =
        Pattern.compile("(?m)^    HEALTHCHECK .* CMD (\\[.*exec 3<>.*])$").matcher(guide);
    assertTrue(shown.find());
    List<String> test = services.get("serve").at("healthcheck").texts("test");
    assertEquals("CMD", test.getFirst());
    List<List<String>> probes =
        List.of(
            test.subList(1, test.size()).stream().map(word -> word.replace("$$", "$")).toList(),
            YamlNode.parsed(shown.group(1)).texts());
    try (RuntimeService service = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      int port;
      try (TestEndpoint endpoint = TestEndpoint.start(service)) {
        port = endpoint.port();
        for (List<String> probe : probes) {
          assertEquals(0, exit(probe, port));
        }
      }
      for (List<String> probe : probes) {
        assertEquals(1, exit(probe, port));
      }
    }
  }

  private int exit(List<String> probe, int port) throws Exception {
    List<String> command =
        probe.stream().map(word -> word.replace("/8083;", "/" + port + ";")).toList();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start()
        .waitFor();
  }

  @Test
  void guideNamesTheFile() throws IOException {
    assertTrue(Files.readString(Path.of("docs/containers.md")).contains("compose/compose.yaml"));
  }
}
