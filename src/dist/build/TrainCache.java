import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes the start-up cache of the distribution: runs the real commands through the real launcher,
 * notes which classes they load, and has the JVM archive these with their links resolved. Nothing
 * is done when the cache that is there came from the same files.
 */
final class TrainCache {

  private final Path distribution;
  private final Path project;
  private final Instant time;
  private final Path launcher;
  private final Path cache;
  private final Path httpCache;
  private final Path postgres;
  private final Path folder;

  /** Trains in a folder of its own, with the PostgreSQL server of a jar. */
  TrainCache(Path distribution, Path project, Path postgres, Path folder, Instant time) {
    this.distribution = distribution;
    this.project = project;
    this.postgres = postgres;
    this.folder = folder;
    this.time = time;
    this.launcher = distribution.resolve("bin/noetl-runtime");
    this.cache = distribution.resolve("lib/noetl-runtime.jsa");
    this.httpCache = distribution.resolve("lib/http.jsa");
  }

  void run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String origin =
        TreeDigest.of(distribution, List.of(cache, httpCache))
            + TreeDigest.of(project.resolve("src/dist/build"), List.of());
    Path stamp = folder.resolve("trained-from");
    if (Files.exists(cache)
        && Files.exists(httpCache)
        && Files.exists(classes(cache))
        && Files.exists(classes(httpCache))
        && Files.exists(stamp)
        && Files.readString(stamp).equals(origin)) {
      return;
    }
    Files.deleteIfExists(cache);
    Files.deleteIfExists(httpCache);
    try (TrainingServer http = TrainingServer.plain();
        TrainingServer https = TrainingServer.secure(folder)) {
      Set<String> plain = trained(overHttp(http.address()));
      Set<String> all = new LinkedHashSet<>(plain);
      all.addAll(trained(onSqlite()));
      all.addAll(onPostgres());
      all.addAll(trained(onRegistry(" --insecure --server " + https.address())));
      archive(cache, all);
      archive(httpCache, plain);
    }
    Files.writeString(stamp, origin);
  }

  /** Command lines and their exit codes. */
  private static Map<String, Integer> overHttp(String address) {
    Map<String, Integer> lines = new LinkedHashMap<>(onRegistry(" --server " + address));
    lines.put("--help", 0);
    lines.put("heartbeat --help", 0);
    lines.put("--version", 0);
    lines.put("heartbeat --nonsense", 2);
    lines.put("heartbeat demo --retries 0 --server http://127.0.0.1:1", 7);
    return lines;
  }

  private Map<String, Integer> onSqlite() throws IOException {
    Path file = folder.resolve("training.db");
    Files.deleteIfExists(file);
    return onRegistry(" --database sqlite:" + file);
  }

  /** Root cannot start a server everywhere; a driver that meets none loads most of its classes. */
  private Set<String> onPostgres() throws IOException, InterruptedException {
    try (TrainingDatabase database = TrainingDatabase.start(postgres, folder)) {
      String registry = " --database " + database.url();
      trained(Map.of("init" + registry, 0));
      return trained(onRegistry(registry));
    } catch (TrainingDatabase.Unavailable unavailable) {
      System.err.println(
          "The start-up cache lacks a part of PostgreSQL's driver: " + unavailable.getMessage());
      return trained(Map.of("heartbeat demo --database postgresql://noetl@127.0.0.1:1/noetl", 7));
    }
  }

  private static Map<String, Integer> onRegistry(String registry) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    lines.put("register demo --runtime python --capacity 10 --label env=prod" + registry, 0);
    lines.put("heartbeat demo" + registry, 0);
    lines.put("list" + registry, 0);
    lines.put("list --color always" + registry, 0);
    lines.put("deregister demo" + registry, 0);
    lines.put("heartbeat ghost" + registry, 5);
    return lines;
  }

  /** The classes that the commands load, and what of them the JVM may link ahead. */
  private Set<String> trained(Map<String, Integer> commandLines)
      throws IOException, InterruptedException {
    Path list = folder.resolve("classes.txt");
    Set<String> classes = new LinkedHashSet<>();
    for (Map.Entry<String, Integer> line : commandLines.entrySet()) {
      List<String> command = new ArrayList<>(List.of(launcher.toString()));
      command.addAll(Arrays.asList(line.getKey().split(" ")));
      int status = start(command, "-Xshare:off -XX:DumpLoadedClassList=" + list);
      if (status != line.getValue()) {
        throw new IOException(
            "training: exit code %d instead of %d of: %s\n%s"
                .formatted(status, line.getValue(), line.getKey(), said()));
      }
      for (String loaded : Files.readAllLines(list)) {
        if (!loaded.startsWith("#")) {
          classes.add(loaded.replaceAll(" id: \\d+", ""));
        }
      }
    }
    return classes;
  }

  /** The list that an archive is made of; the portable distribution brings it instead. */
  private Path classes(Path archive) {
    return folder.resolve(archive.getFileName().toString().replace(".jsa", ".classes"));
  }

  private void archive(Path archive, Set<String> classes) throws IOException, InterruptedException {
    Path list = classes(archive);
    Files.write(list, classes);
    int status =
        start(
            List.of(launcher.toString()),
            "-Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="
                + list
                + " -XX:SharedArchiveFile="
                + archive);
    if (status != 0 || !Files.exists(archive)) {
      throw new IOException("the JVM made no start-up cache:\n" + said());
    }
    Files.setLastModifiedTime(archive, FileTime.from(time));
  }

  private int start(List<String> command, String javaOptions)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.matches("(NOETL|POSTGRES|PG|XDG|JAVA|JDK|LC)_?.*|(?i).*_proxy"));
    environment.put("HOME", folder.toString());
    environment.put("PGPASSWORD", TrainingDatabase.PASSWORD);
    environment.put("NOETL_RUNTIME_JAVA_OPTS", javaOptions);
    // Without a cache, on a machine that does other things too, a command may need longer than it
    // gives a server.
    environment.put("NOETL_RUNTIME_TIMEOUT", "60s");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("training: no end of " + command);
    }
    return process.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said.txt"));
  }
}
