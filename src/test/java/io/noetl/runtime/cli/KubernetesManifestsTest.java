package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests are what Kubernetes takes, as far as that can be seen without one. */
class KubernetesManifestsTest {

  private static final Path FOLDER = Path.of("src/dist/kubernetes");

  private static final Map<String, String> VERSIONS =
      Map.of(
          "Deployment", "apps/v1",
          "Service", "v1",
          "PodDisruptionBudget", "policy/v1",
          "ServiceMonitor", "monitoring.coreos.com/v1");

  /** The fields of the API that may stand in an object of a kind. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "object", Set.of("apiVersion", "kind", "metadata", "spec"),
          "metadata", Set.of("name", "namespace", "labels", "annotations"),
          "Deployment", Set.of("replicas", "selector", "template", "strategy"),
          "Service", Set.of("selector", "ports", "type"),
          "PodDisruptionBudget", Set.of("minAvailable", "maxUnavailable", "selector"),
          "ServiceMonitor", Set.of("selector", "endpoints", "namespaceSelector"),
          "pod",
              Set.of(
                  "automountServiceAccountToken",
                  "terminationGracePeriodSeconds",
                  "securityContext",
                  "initContainers",
                  "containers",
                  "volumes"),
          "container",
              Set.of(
                  "name",
                  "image",
                  "command",
                  "args",
                  "env",
                  "ports",
                  "livenessProbe",
                  "readinessProbe",
                  "startupProbe",
                  "securityContext",
                  "resources",
                  "restartPolicy",
                  "volumeMounts"),
          "probe",
              Set.of(
                  "httpGet",
                  "exec",
                  "initialDelaySeconds",
                  "periodSeconds",
                  "timeoutSeconds",
                  "failureThreshold"),
          "volume", Set.of("name", "emptyDir", "secret"));

  /** The keys of the one secret, which the guide creates. */
  private static final Set<String> SECRET_KEYS =
      Set.of("password", "tokens", "write-token", "metrics-token");

  private static final String SECRET = "noetl-runtime";

  static Stream<Path> files() throws IOException {
    return Files.list(FOLDER).sorted();
  }

  private static void fieldsOf(String type, YamlNode node) {
    Set<String> unknown = new TreeSet<>(node.entries().keySet());
    unknown.removeAll(FIELDS.get(type));
    assertEquals(Set.of(), unknown, node.place());
  }

  private static List<YamlNode> all(String kind) throws IOException {
    List<YamlNode> found = new ArrayList<>();
    for (Path file : files().toList()) {
      YamlNode.documents(file).stream()
          .filter(object -> object.text("kind").equals(kind))
          .forEach(found::add);
    }
    return found;
  }

  private static List<YamlNode> containers(YamlNode pod) {
    return Stream.concat(pod.items("initContainers").stream(), pod.items("containers").stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void objectsHaveTheFieldsOfTheirKind(Path file) throws IOException {
    for (YamlNode object : YamlNode.documents(file)) {
      String kind = object.text("kind");
      assertEquals(VERSIONS.get(kind), object.text("apiVersion"), object.place());
      fieldsOf("object", object);
      fieldsOf("metadata", object.at("metadata"));
      fieldsOf(kind, object.at("spec"));
      assertTrue(object.text("metadata", "name").matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));
    }
  }

  @Test
  void podsAreWhatTheirDeploymentsSelect() throws IOException {
    for (YamlNode deployment : all("Deployment")) {
      YamlNode template = deployment.at("spec", "template");
      Map<?, ?> labels = (Map<?, ?>) template.at("metadata", "labels").value();
      Map<?, ?> selected = (Map<?, ?>) deployment.at("spec", "selector", "matchLabels").value();
      assertTrue(labels.entrySet().containsAll(selected.entrySet()), deployment.place());
      YamlNode pod = template.at("spec");
      fieldsOf("pod", pod);
      assertTrue(
          Integer.parseInt(pod.text("terminationGracePeriodSeconds")) >= 30, deployment.place());
      Set<String> volumes = new TreeSet<>();
      for (YamlNode volume : pod.items("volumes")) {
        fieldsOf("volume", volume);
        assertTrue(volumes.add(volume.text("name")), volume.place());
        if (volume.has("secret")) {
          assertEquals(SECRET, volume.text("secret", "secretName"));
          volume
              .items("secret", "items")
              .forEach(item -> assertTrue(SECRET_KEYS.contains(item.text("key")), item.place()));
        }
      }
      Set<String> mounted = new TreeSet<>();
      Set<String> names = new TreeSet<>();
      for (YamlNode container : containers(pod)) {
        fieldsOf("container", container);
        assertTrue(names.add(container.text("name")), container.place());
        container.items("volumeMounts").forEach(mount -> mounted.add(mount.text("name")));
        probesOf(container);
        variablesOf(container);
      }
      assertEquals(volumes, mounted, deployment.place());
    }
  }

  private static void probesOf(YamlNode container) {
    Set<String> ports =
        container.items("ports").stream()
            .map(port -> port.text("name"))
            .collect(Collectors.toSet());
    for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.has(name)) {
        YamlNode probe = container.at(name);
        fieldsOf("probe", probe);
        if (probe.has("httpGet")) {
          assertTrue(ports.contains(probe.text("httpGet", "port")), probe.place());
          assertTrue(probe.text("httpGet", "path").startsWith("/"), probe.place());
        } else {
          // A start of Java takes seconds where a container has a tenth of a processor.
          assertEquals(
              List.of("sh", "/run/noetl/probe", "/run/noetl/stamp"),
              probe.texts("exec", "command"),
              probe.place());
        }
      }
    }
  }

  private static void variablesOf(YamlNode container) {
    for (YamlNode variable : container.items("env")) {
      assertTrue(variable.has("value") != variable.has("valueFrom"), variable.place());
      if (variable.has("valueFrom") && variable.at("valueFrom").has("secretKeyRef")) {
        YamlNode key = variable.at("valueFrom", "secretKeyRef");
        assertEquals(SECRET, key.text("name"), key.place());
        assertTrue(SECRET_KEYS.contains(key.text("key")), key.place());
      }
    }
  }

  @Test
  void containersOfTheImageAreRestrictedAndHaveTheMemoryOfTheGuide() throws IOException {
    int seen = 0;
    for (YamlNode deployment : all("Deployment")) {
      YamlNode pod = deployment.at("spec", "template", "spec");
      for (YamlNode container : containers(pod)) {
        if (container.text("image").startsWith("noetl-runtime:")) {
          seen++;
          boolean serves = container.texts("args").contains("serve");
          String memory = container.text("resources", "limits", "memory");
          assertEquals(serves ? "384Mi" : "64Mi", memory, container.place());
          assertTrue(container.at("resources", "requests").has("cpu"), container.place());
          if (!container.text("name").equals("probe-script")) {
            assertEquals(
                List.of("ALL"), container.texts("securityContext", "capabilities", "drop"));
            assertEquals("true", container.text("securityContext", "readOnlyRootFilesystem"));
          }
        }
      }
    }
    assertEquals(5, seen);
  }

  @Test
  void servicesAndMonitorsSelectPodsAndPortsThatExist() throws IOException {
    YamlNode deployment = all("Deployment").getFirst();
    YamlNode template = deployment.at("spec", "template");
    Object labels = template.at("metadata", "labels").value();
    YamlNode service = all("Service").getFirst();
    assertEquals(labels, service.at("spec", "selector").value());
    YamlNode container = template.at("spec").items("containers").getFirst();
    YamlNode containerPort = container.items("ports").getFirst();
    YamlNode port = service.items("spec", "ports").getFirst();
    assertEquals(containerPort.text("name"), port.text("targetPort"));
    assertEquals(port.text("port"), containerPort.text("containerPort"));
    assertTrue(container.texts("args").contains("0.0.0.0:" + port.text("port")));
    YamlNode budget = all("PodDisruptionBudget").getFirst();
    assertEquals(labels, budget.at("spec", "selector", "matchLabels").value());

    YamlNode monitor = all("ServiceMonitor").getFirst();
    assertEquals(
        service.at("metadata", "labels").value(),
        monitor.at("spec", "selector", "matchLabels").value());
    YamlNode endpoint = monitor.items("spec", "endpoints").getFirst();
    assertEquals(port.text("name"), endpoint.text("port"));
    assertEquals(SECRET, endpoint.text("authorization", "credentials", "name"));
    assertTrue(SECRET_KEYS.contains(endpoint.text("authorization", "credentials", "key")));

    String url = "http://" + service.text("metadata", "name") + ":" + port.text("port");
    for (YamlNode worker : all("Deployment")) {
      for (YamlNode part : containers(worker.at("spec", "template", "spec"))) {
        for (YamlNode variable : part.items("env")) {
          if (variable.text("name").equals("NOETL_SERVER_URL")) {
            assertEquals(url, variable.text("value"), variable.place());
          }
        }
      }
    }
  }

  @Test
  void commandLinesAreUnderstood() throws IOException {
    int lines = 0;
    for (YamlNode deployment : all("Deployment")) {
      for (YamlNode container : containers(deployment.at("spec", "template", "spec"))) {
        List<String> words = new ArrayList<>(container.texts("args"));
        if (container.has("command")) {
          String script = container.texts("command").getLast();
          assertTrue(script.startsWith("noetl-runtime "), container.place());
          words.addAll(List.of(script.replaceFirst(" >.*", "").split(" ")));
          words.removeFirst();
        }
        if (!words.isEmpty()) {
          lines++;
          Generated.root().parseArgs(words.toArray(String[]::new));
        }
      }
    }
    assertEquals(5, lines);
  }

  @Test
  void guideCreatesTheSecretAndNamesEveryFile() throws IOException {
    String guide = Files.readString(Path.of("docs/kubernetes.md"));
    for (String key : SECRET_KEYS) {
      assertTrue(guide.matches("(?s).*--from-(literal|file)=" + key + "=.*"), key);
    }
    for (Path file : files().toList()) {
      assertTrue(guide.contains(file.toString()), file.toString());
    }
  }
}
