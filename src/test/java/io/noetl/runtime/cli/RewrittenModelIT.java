package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** picocli reads the same models from the distribution's rewritten classes. */
@IntegrationTest
class RewrittenModelIT {

  private static final Path LIB = Path.of(System.getProperty("noetl.dist")).resolve("lib");

  @Test
  void commandsHaveTheSameModelAsBeforeTheRewriting() throws Exception {
    try (URLClassLoader distribution = distribution()) {
      Class<?> picocli = distribution.loadClass(CommandLine.class.getName());
      assertEquals(LIB.resolve("picocli.jar").toUri().toURL(), placeOf(picocli));
      assertNotNull(
          distribution.getResource("io/noetl/runtime/cli/StoredAnnotations.class"),
          "the distribution was built without the rewriting");
      Object rewritten =
          distribution.loadClass(ModelDescription.class.getName()).getMethod("lines").invoke(null);

      List<String> plain = ModelDescription.lines();
      assertTrue(plain.size() > 1000, "it is more than names: " + plain.size());
      assertEquals(String.join("\n", plain), String.join("\n", lines(rewritten)));
    }
  }

  private static List<String> lines(Object described) {
    return ((List<?>) described).stream().map(Object::toString).toList();
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** The tests' classes on the distribution's, with what the tests themselves need behind them. */
  private static URLClassLoader distribution() throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(placeOf(ModelDescription.class));
    try (Stream<Path> jars = Files.list(LIB)) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    for (String entry : System.getProperty("java.class.path").split(":")) {
      URI place = Path.of(entry).toUri();
      urls.add(place.toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
