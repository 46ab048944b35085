import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final String ITEM =
      """
      {"name":"demo","kind":"worker_pool","runtime":{"type":"python"},"status":"ready",\
      "capacity":10,"labels":{"env":"prod"},"heartbeat":"2026-11-23T18:07:20.933533+00:00",\
      "created_at":"2026-11-23T18:07:20.933533+00:00",\
      "updated_at":"2026-11-23T18:07:20.933533+00:00"}\
      """;
  private static final String LIST = "{\"items\":[" + ITEM + "],\"count\":1,\"error\":null}";
  private static final String DONE =
      """
      {"status":"ok","name":"demo","kind":"worker_pool","runtime_id":"383317589704572928"}\
      """;

  private static final String UNKNOWN =
      """
      {"detail":{"status":"unknown","name":"ghost"}}\
      """;

  private final Path distribution;
  private final Path project;
  private final Instant time;
  private final Path launcher;
  private final Path cache;
  private final Path folder;
  private final Set<String> classes = new LinkedHashSet<>();

  TrainCache(Path distribution, Path project, Path folder, Instant time) {
    this.distribution = distribution;
    this.project = project;
    this.folder = folder;
    this.time = time;
    this.launcher = distribution.resolve("bin/noetl-runtime");
    this.cache = distribution.resolve("lib/noetl-runtime.jsa");
  }

  void run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String origin =
        TreeDigest.of(distribution, cache) + TreeDigest.of(project.resolve("src/dist/build"), null);
    Path stamp = folder.resolve("trained-from");
    if (Files.exists(cache) && Files.exists(stamp) && Files.readString(stamp).equals(origin)) {
      return;
    }
    Files.deleteIfExists(cache);
    train();
    archive();
    Files.setLastModifiedTime(cache, FileTime.from(time));
    Files.writeString(stamp, origin);
  }

  private void train() throws IOException, InterruptedException {
    HttpServer http = server();
    try (PostgresStandIn postgres = PostgresStandIn.start()) {
      String server = "--server http://127.0.0.1:" + http.getAddress().getPort();
      String sqlite = "--database sqlite:" + folder.resolve("training.db");
      Files.deleteIfExists(folder.resolve("training.db"));
      for (String registry : List.of(server, sqlite)) {
        run(0, "register demo --runtime python --capacity 10 --label env=prod " + registry);
        run(0, "heartbeat demo " + registry);
        run(0, "list " + registry);
        run(0, "deregister demo " + registry);
        run(5, "heartbeat ghost " + registry);
      }
      run(0, "heartbeat demo --database postgresql://noetl@127.0.0.1:" + postgres.port() + "/db");
      run(0, "--help");
      run(0, "heartbeat --help");
      run(0, "--version");
      run(2, "heartbeat --nonsense");
      run(7, "heartbeat demo --retries 0 --server http://127.0.0.1:1");
    } finally {
      http.stop(0);
    }
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", TrainCache::answer);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean unknown = request.contains("ghost");
    String answer = exchange.getRequestMethod().equals("GET") ? LIST : DONE;
    byte[] body = (unknown ? UNKNOWN : answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(unknown ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void run(int expected, String commandLine) throws IOException, InterruptedException {
    Path list = folder.resolve("classes.txt");
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(commandLine.split(" ")));
    int status = start(command, "-Xshare:off -XX:DumpLoadedClassList=" + list);
    if (status != expected) {
      throw new IOException(
          "training: exit code %d instead of %d of: %s\n%s"
              .formatted(status, expected, commandLine, said()));
    }
    for (String line : Files.readAllLines(list)) {
      if (!line.startsWith("#")) {
        classes.add(line.replaceAll(" id: \\d+", ""));
      }
    }
  }

  private void archive() throws IOException, InterruptedException {
    Path list = folder.resolve("classes.txt");
    Files.write(list, classes);
    int status =
        start(
            List.of(launcher.toString()),
            "-Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="
                + list
                + " -XX:SharedArchiveFile="
                + cache);
    if (status != 0 || !Files.exists(cache)) {
      throw new IOException("the JVM made no start-up cache:\n" + said());
    }
  }

  private int start(List<String> command, String javaOptions)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(NOETL|POSTGRES|PG|XDG|JAVA|JDK|LC)_?.*"));
    environment.put("HOME", folder.toString());
    environment.put("PGPASSWORD", PostgresStandIn.PASSWORD);
    environment.put("NOETL_RUNTIME_JAVA_OPTS", javaOptions);
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
