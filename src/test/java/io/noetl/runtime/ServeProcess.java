package io.noetl.runtime;

import io.noetl.runtime.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The distribution's serve as a process that listens on a free port.
 *
 * @param address where it listens
 * @param log the lines that it writes after the one with its address
 */
record ServeProcess(Process process, String address, BufferedReader log) implements AutoCloseable {

  /** Starts it and waits until it listens. */
  static ServeProcess start(Path home, Map<String, String> variables, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
    arguments.addAll(List.of(options));
    ProcessBuilder builder = Launcher.program(home, arguments);
    builder.environment().putAll(variables);
    Process process = builder.start();
    BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
    String address = awaitEvent(log, "listening").text("address");
    return new ServeProcess(process, address, log);
  }

  /** Waits for the line of an event. */
  JsonObject awaitEvent(String event) throws IOException {
    return awaitEvent(log, event);
  }

  private static JsonObject awaitEvent(BufferedReader log, String event) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("\"event\":\"" + event + "\"")) {
        return TestJson.object(line);
      }
    }
    throw new AssertionError("serve ended without the event " + event);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
