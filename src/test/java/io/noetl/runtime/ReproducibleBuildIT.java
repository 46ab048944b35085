package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the build, run once more on the same files, write the same bytes. */
@IntegrationTest
class ReproducibleBuildIT {

  private static final Path TARGET = Launcher.DISTRIBUTION.getParent();
  private static final Path PORTABLE = TARGET.resolve("noetl-runtime-portable");
  private static final Instant TIME = Instant.parse("2001-02-03T04:05:06Z");

  @TempDir private Path folder;

  private URLClassLoader programs;

  @BeforeEach
  void compile() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d"));
    arguments.addAll(List.of(classes.toString(), "-cp", System.getProperty("java.class.path")));
    try (Stream<Path> sources = Files.list(Path.of("src/dist/build"))) {
      sources.map(Path::toString).forEach(arguments::add);
    }
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)));
    programs =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ReproducibleBuildIT.class.getClassLoader());
  }

  private Object call(String type, String method, Object... arguments) throws Exception {
    return method(type, method).invoke(null, arguments);
  }

  private Method method(String type, String name) throws Exception {
    Method found =
        Stream.of(programs.loadClass(type).getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .findFirst()
            .orElseThrow();
    found.setAccessible(true);
    return found;
  }

  private Path copy(Path tree, String name) throws Exception {
    Path copy = folder.resolve(name);
    // Without time stamps: what the archives say of times is not the files'.
    assertEquals(
        0, new ProcessBuilder("cp", "-r", tree.toString(), copy.toString()).start().waitFor());
    return copy;
  }

  @Test
  void archivesOfTheSameFilesAreTheSame() throws Exception {
    var constructor =
        programs
            .loadClass("Archives")
            .getDeclaredConstructor(Path.class, String.class, Instant.class);
    constructor.setAccessible(true);
    Method write = method("Archives", "write");
    Path project = Path.of("").toAbsolutePath();
    List<Map<String, String>> builds = new ArrayList<>();
    for (String build : List.of("first", "second")) {
      Path out = Files.createDirectory(folder.resolve(build));
      write.invoke(
          constructor.newInstance(project, "1.2.3", TIME),
          copy(Launcher.DISTRIBUTION, build + "-linux"),
          copy(PORTABLE, build + "-portable"),
          out);
      builds.add(digests(out));
      // As a user checks them.
      assertEquals(
          0,
          new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
              .directory(out.toFile())
              .start()
              .waitFor());
    }
    assertEquals(builds.getFirst(), builds.getLast());
    assertEquals(
        List.of(
            "SHA256SUMS",
            "noetl-runtime-1.2.3-java25.tar.gz",
            "noetl-runtime-1.2.3-linux-x64.tar.gz",
            "noetl-runtime_1.2.3_amd64.deb"),
        List.copyOf(builds.getFirst().keySet()));
  }

  @Test
  void librariesAndThePortableDistributionOfTheSameFilesAreTheSame() throws Exception {
    List<Map<String, String>> builds = new ArrayList<>();
    for (String build : List.of("first", "second")) {
      Path distribution = copy(Launcher.DISTRIBUTION, build);
      publishedLibraries(distribution.resolve("lib"));
      call("PrepareLibraries", "in", distribution.resolve("lib"), FileTime.from(TIME), false);
      Path portable = folder.resolve(build + "-portable");
      Path project = Path.of("").toAbsolutePath();
      call(
          "PortableDistribution",
          "layOut",
          distribution,
          project,
          TARGET.resolve("training"),
          portable);
      builds.add(digests(portable));
    }
    assertEquals(builds.getFirst(), builds.getLast());
    assertTrue(builds.getFirst().containsKey("lib/picocli.jar"));
  }

  /** Puts the jars as their makers publish them in place of the rewritten ones. */
  private static void publishedLibraries(Path lib) throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      String name = jar.getFileName().toString().replaceFirst("-[0-9][0-9A-Za-z.]*[.]jar$", ".jar");
      if (Files.isRegularFile(jar) && Files.exists(lib.resolve(name))) {
        Files.write(lib.resolve(name), Files.readAllBytes(jar));
      }
    }
  }

  private static Map<String, String> digests(Path tree) throws Exception {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        digests.put(tree.relativize(file).toString(), HexFormat.of().formatHex(digest));
      }
    }
    return digests;
  }
}
