package io.noetl.runtime.endpoint.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The web page in a real browser. */
@IntegrationTest
class WebPageTest extends EndpointFixture {

  private static final String EVIL = "<img src=x onerror=document.title='owned'><b>evil</b>";

  private void register(String name, Map<String, Object> more) {
    JsonObject json = JsonObject.EMPTY.with("name", name).merge(JsonObject.of(more));
    registry.register(RuntimeRegistrationRequest.fromJson(json));
  }

  @Test
  void componentsAreShownAndTheirNamesAreEscaped() throws Exception {
    register(
        "cpu",
        Map.of("runtime", "python", "capacity", 4, "hostname", "w-7", "labels", Map.of("a", "b")));
    register(EVIL, Map.of("runtime", EVIL, "labels", Map.of(EVIL, EVIL)));
    register("gone", Map.of());
    registry.deregister(new RuntimeDeregistrationRequest("gone", RuntimeKind.WORKER_POOL));
    try (TestEndpoint endpoint = start()) {
      String page = browse(endpoint);
      assertEquals(
          List.of(
              EVIL + "|worker_pool|ready|" + EVIL + "||0 s ago||" + EVIL + "=" + EVIL,
              "cpu|worker_pool|ready|python|4|0 s ago|w-7|a=b",
              "gone|worker_pool|offline|||0 s ago||"),
          rows(page));
      assertEquals(
          "3 worker_pool, 2 ready, 1 offline",
          found(page, "<button[^>]*aria-pressed[^>]*>([^<]*)</button>")
              .collect(Collectors.joining(", ")));
      assertTrue(page.contains("<title>NoETL runtime</title>"), "no script of a name has run");
      assertFalse(page.contains("<img"), "no element of a name is there");
      assertTrue(page.contains("updated "), page);
    }
  }

  @Test
  void drainIsShownWithItsReason() throws Exception {
    drained("a", "ready", "resume");
    drained("b", "ready", "2024-01-01T00:00:00Z");
    drained("c", "draining", "2024-01-01T00:00:00Z");
    drained("d", "draining", "2999-01-01T00:00:00Z");
    drained("e", "busy", "resume");
    try (TestEndpoint endpoint = start()) {
      assertEquals(
          List.of("a draining", "b ready", "c ready", "d draining", "e busy"),
          rows(browse(endpoint)).stream()
              .map(row -> row.replaceFirst("\\|worker_pool\\|(\\w+)\\|.*", " $1"))
              .toList());
    }
  }

  private void drained(String name, String status, String until) {
    register(name, Map.of("status", status, "meta", Map.of("drain_until", until)));
  }

  @Test
  void pageAsksForAToken() throws Exception {
    register("cpu", Map.of());
    options.tokens = Files.writeString(folder.resolve("tokens"), "read secret\n");
    try (TestEndpoint endpoint = start()) {
      String page = browse(endpoint);
      assertTrue(page.contains(">a token is needed</span>"), page);
      assertTrue(page.contains("<form id=\"login\">"), page);
      assertEquals(List.of(), rows(page));
    }
  }

  @Test
  void newComponentsAppearWithoutReloading() throws Exception {
    register("early", Map.of());
    try (TestEndpoint endpoint = start();
        ChromiumTab tab = ChromiumTab.open(browser(), folder.resolve("profile"))) {
      tab.visit(endpoint.address() + "/");
      tab.await("document.querySelectorAll('#rows tr').length === 1");
      tab.evaluate("window.notReloaded = 'yes'");
      register("late", Map.of());
      tab.await("document.querySelectorAll('#rows tr').length === 2");
      assertEquals(
          "early,late",
          tab.evaluate(
              "[...document.querySelectorAll('#rows td.name')].map(td => td.textContent).join()"));
      assertEquals("yes", tab.evaluate("window.notReloaded"));
      registry.deregister(new RuntimeDeregistrationRequest("early", RuntimeKind.WORKER_POOL));
      tab.await("document.querySelectorAll('#rows .offline').length === 1");
    }
  }

  @Test
  void enteredTokenOpensThePage() throws Exception {
    register("cpu", Map.of());
    options.tokens = Files.writeString(folder.resolve("tokens"), "read secret\n");
    try (TestEndpoint endpoint = start();
        ChromiumTab tab = ChromiumTab.open(browser(), folder.resolve("profile"))) {
      tab.visit(endpoint.address() + "/");
      tab.await("document.getElementById('state').textContent === 'a token is needed'");
      String type =
          "document.getElementById('token').value = '%s';"
              + "document.getElementById('login').requestSubmit()";
      tab.evaluate(type.formatted("wrong"));
      tab.await("document.getElementById('state').textContent === 'this token is not known'");
      assertEquals("0", tab.evaluate("document.querySelectorAll('#rows tr').length"));
      tab.evaluate(type.formatted("secret"));
      tab.await("document.querySelectorAll('#rows tr').length === 1");
      assertEquals("true", tab.evaluate("document.getElementById('login').hidden"));
    }
  }

  @Test
  void onlyItsOwnScriptMayRun() {
    try (TestEndpoint endpoint = start()) {
      TestEndpoint.Answer answer = endpoint.get("/");
      String policy = answer.header("Content-Security-Policy");
      assertTrue(policy.startsWith("default-src 'none'; connect-src 'self';"), policy);
      assertEquals(
          2, Pattern.compile("'sha256-[A-Za-z0-9+/]{43}='").matcher(policy).results().count());
      assertFalse(policy.contains("unsafe"), policy);
      assertFalse(
          Pattern.compile("(src|href)=\"(?!data:|metrics\"|openapi.json\")")
              .matcher(answer.text())
              .find());
      assertFalse(answer.text().contains("innerHTML"));
      assertFalse(Pattern.compile("<[^>]* (on[a-z]+|style)=").matcher(answer.text()).find());
    }
  }

  static String browser() {
    String browser =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(path -> Path.of(path, "chromium"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse("");
    assumeTrue(!browser.isEmpty(), "the package chromium is not installed");
    return browser;
  }

  /** The page in Chromium after it has loaded the components. */
  private String browse(TestEndpoint endpoint) throws IOException, InterruptedException {
    String browser = browser();
    Path out = folder.resolve("page.html");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=3000",
                "--dump-dom",
                endpoint.address() + "/")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser ends");
    return Files.readString(out);
  }

  private static List<String> rows(String page) {
    String body = page.substring(page.indexOf("<tbody"), page.indexOf("</tbody>"));
    return found(body, "<tr>(.*?)</tr>")
        .map(row ->
            found(row, "<td[^>]*>(.*?)</td>")
                .map(cell -> cell.replaceAll("<[^>]*>", ""))
                .map(WebPageTest::text)
                .map(cell -> cell.replaceAll("^\\d+ s ago$", "0 s ago"))
                .collect(Collectors.joining("|")))
        .toList();
  }

  private static String text(String html) {
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static Stream<String> found(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1));
  }
}
