package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The workflow calls what is in the project, and its jobs fit together. */
class WorkflowTest {

  @Test
  void jobsCallWhatIsThere() throws Exception {
    YamlNode workflow = YamlNode.documents(Path.of(".github/workflows/ci.yml")).getFirst();
    assertEquals("read", workflow.text("permissions", "contents"));
    Map<String, YamlNode> jobs = workflow.entries("jobs");
    assertEquals(Set.of("linux", "portable"), jobs.keySet());
    Set<String> handedOver = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (YamlNode job : jobs.values()) {
      assertTrue(Integer.parseInt(job.text("timeout-minutes")) > 0);
      for (YamlNode step : job.items("steps")) {
        assertTrue(step.has("uses") != step.has("run"), step.place());
        if (step.has("uses")) {
          String action = step.text("uses");
          assertTrue(action.matches("actions/[a-z-]+@v\\d+"), action);
          if (action.startsWith("actions/upload-artifact")) {
            handedOver.add(step.text("with", "name"));
          } else if (action.startsWith("actions/download-artifact")) {
            taken.add(step.text("with", "name"));
          }
        }
      }
    }
    assertEquals("linux", jobs.get("portable").text("needs"));
    assertEquals(handedOver, taken);
    String text = Files.readString(Path.of(".github/workflows/ci.yml"));
    assertTrue(text.contains(" .ci/run\n") && Files.isExecutable(Path.of(".ci/run")));
    String test = text.replaceFirst("(?s).*-Dit.test=(\\w+).*", "$1");
    assertTrue(Files.exists(Path.of("src/test/java/io/noetl/runtime/" + test + ".java")), test);
  }
}
