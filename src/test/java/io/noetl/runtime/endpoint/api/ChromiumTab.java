package io.noetl.runtime.endpoint.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A tab of headless Chromium, controlled by the DevTools protocol. */
final class ChromiumTab implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process browser;
  private final HttpClient client;
  private final WebSocket socket;
  private final BlockingQueue<JsonObject> messages;
  private int last;

  private ChromiumTab(
      Process browser, HttpClient client, WebSocket socket, BlockingQueue<JsonObject> messages) {
    this.browser = browser;
    this.client = client;
    this.socket = socket;
    this.messages = messages;
  }

  static ChromiumTab open(String program, Path profile) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true);
    // A zone that no machine of a test is in, and that has no summer time.
    builder.environment().put("TZ", "Asia/Kathmandu");
    Process browser = builder.start();
    HttpClient client = HttpClient.newHttpClient();
    try {
      URI tools = URI.create("http://" + address(browser.inputReader()) + "/json/list");
      String listed =
          client.send(HttpRequest.newBuilder(tools).build(), BodyHandlers.ofString()).body();
      String tab =
          TestJson.read(listed)
              .valueStream()
              .map(JsonObject::from)
              .filter(target -> "page".equals(target.text("type")))
              .map(target -> target.text("webSocketDebuggerUrl"))
              .findFirst()
              .orElseThrow();
      BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(tab), new Listener(messages))
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new ChromiumTab(browser, client, socket, messages);
    } catch (Exception | Error failure) {
      end(browser);
      client.close();
      throw failure;
    }
  }

  private static String address(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains("DevTools listening on ws://")) {
        // Later output is discarded, so that the pipe does not fill up.
        Thread.ofPlatform().daemon().start(() -> said.lines().forEach(ignored -> {}));
        return line.replaceAll(".*ws://([^/]*)/.*", "$1");
      }
    }
    throw new IllegalStateException("the browser ended");
  }

  /** Joins the fragments of messages. */
  private static final class Listener implements WebSocket.Listener {

    private final BlockingQueue<JsonObject> messages;
    private final StringBuilder text = new StringBuilder();

    Listener(BlockingQueue<JsonObject> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        messages.add(TestJson.object(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  void visit(String url) throws Exception {
    call("Page.navigate", JsonObject.EMPTY.with("url", url));
  }

  /** The result of a JavaScript expression, as text. */
  String evaluate(String expression) throws Exception {
    JsonObject given =
        call(
            "Runtime.evaluate",
            JsonObject.EMPTY.with("expression", expression).with("returnByValue", true));
    return String.valueOf(given.object("result").text("value"));
  }

  /** Waits until a JavaScript condition is true. */
  void await(String condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!evaluate(condition).equals("true")) {
      assertTrue(System.nanoTime() - end < 0, "never came: " + condition);
      Thread.sleep(50);
    }
  }

  private JsonObject call(String method, JsonObject parameters) throws Exception {
    int id = ++last;
    JsonObject message =
        JsonObject.EMPTY.with("id", id).with("method", method).with("params", parameters);
    socket.sendText(Json.write(message), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (true) {
      JsonObject answer = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertTrue(answer != null, "no answer to " + method);
      if (Integer.toString(id).equals(answer.text("id"))) {
        return answer.object("result");
      }
    }
  }

  private static void end(Process browser) {
    browser.descendants().forEach(ProcessHandle::destroyForcibly);
    browser.destroyForcibly();
    browser.onExit().join();
  }

  @Override
  public void close() throws Exception {
    // Chromium removes its files when it is stopped regularly.
    JsonObject end = JsonObject.EMPTY.with("id", ++last).with("method", "Browser.close");
    socket.sendText(Json.write(end), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!browser.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      end(browser);
    }
    socket.abort();
    client.close();
  }
}
