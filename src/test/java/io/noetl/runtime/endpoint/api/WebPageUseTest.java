package io.noetl.runtime.endpoint.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The web page as a user operates it: search, filters, order, pages, details and keys. */
@IntegrationTest
class WebPageUseTest extends EndpointFixture {

  private static final String NAMES =
      "[...document.querySelectorAll('#rows td.name')].map(td => td.firstChild.data).join()";

  private ChromiumTab tab;

  @BeforeEach
  void fill() throws Exception {
    register(
        "pool-10", Map.of("runtime", "python", "capacity", 4, "labels", Map.of("env", "prod")));
    register(
        "pool-2",
        Map.of(
            "runtime",
            "python",
            "capacity",
            8,
            "pid",
            44,
            "hostname",
            "w-7",
            "status",
            "draining",
            "meta",
            Map.of("drain_until", "2999-01-01T00:00:00Z", "drain_note", "disk <change>")));
    register("pool-1", Map.of("runtime", "rust", "capacity", 2));
    registry.deregister(new RuntimeDeregistrationRequest("pool-1", RuntimeKind.WORKER_POOL));
    register("events", Map.of("kind", "broker", "uri", "nats://events"));
    serve();
    tab = ChromiumTab.open(WebPageTest.browser(), folder.resolve("profile"));
  }

  @AfterEach
  void closeTab() throws Exception {
    tab.close();
  }

  private void register(String name, Map<String, Object> more) {
    JsonObject json = JsonObject.EMPTY.with("name", name).merge(JsonObject.of(more));
    registry.register(RuntimeRegistrationRequest.fromJson(json));
  }

  private void visit(String query) throws Exception {
    tab.visit(endpoint.address() + "/" + query);
    tab.await(
        "document.readyState === 'complete'"
            + " && document.getElementById('state').textContent.startsWith('updated')");
  }

  private String names() throws Exception {
    return tab.evaluate(NAMES);
  }

  private String text(String id) throws Exception {
    return tab.evaluate("document.getElementById('" + id + "').textContent");
  }

  private void click(String selector, String text) throws Exception {
    assertEquals(
        "1",
        tab.evaluate(
            "(found => { found.forEach(one => one.click()); return found.length; })"
                + "([...document.querySelectorAll('%s')]".formatted(selector)
                + ".filter(one => one.textContent === '%s'))".formatted(text)));
  }

  private void press(String... keys) throws Exception {
    for (String key : keys) {
      tab.evaluate(
          "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
              + " {key: '%s', bubbles: true, cancelable: true}))".formatted(key));
    }
  }

  private String query() throws Exception {
    return tab.evaluate("location.search");
  }

  @Test
  void namesAreInNaturalOrderAndEveryColumnSorts() throws Exception {
    visit("");
    assertEquals("events,pool-1,pool-2,pool-10", names());
    click("th button", "Capacity");
    assertEquals("events,pool-1,pool-10,pool-2", names());
    click("th button", "Capacity");
    assertEquals("pool-2,pool-10,pool-1,events", names());
    assertEquals("?sort=capacity&order=desc", query());
    assertEquals(
        "descending",
        tab.evaluate("document.querySelector('th[aria-sort]').getAttribute('aria-sort')"));
    click("th button", "Status");
    assertEquals("pool-2,events,pool-10,pool-1", names(), "trouble first, offline last");
    visit("?sort=runtime&order=desc");
    assertEquals("pool-1,pool-2,pool-10,events", names());
  }

  @Test
  void filtersStayInTheAddress() throws Exception {
    visit("");
    click("#kinds button", "3 worker_pool");
    click("#statuses button", "1 ready");
    assertEquals("?kind=worker_pool&status=ready", query());
    assertEquals("pool-10", names());
    visit(query());
    assertEquals("pool-10", names());
    click("#statuses button", "1 offline");
    assertEquals("pool-1,pool-10", names());
    assertEquals("2 of 4 components, capacity 6 (4 ready)", text("totals"));
    tab.evaluate("history.back()");
    tab.await(NAMES + " === 'pool-10'");
    visit("?status=nonsense");
    assertEquals("No component matches.", text("none"));
    click("#statuses button", "0 nonsense");
    assertEquals("4 components, capacity 14 (4 ready)", text("totals"));
    assertEquals("", query());
  }

  @Test
  void searchFindsWhatIsShownAndEveryWordCounts() throws Exception {
    visit("");
    press("/");
    assertEquals("search", tab.evaluate("document.activeElement.id"));
    search("PYTHON prod");
    assertEquals("pool-10", names());
    assertEquals("?q=PYTHON+prod", query());
    search("disk");
    assertEquals("pool-2", names(), "the note of the drain");
    search("nats:");
    assertEquals("events", names(), "the address");
    press("Escape");
    assertEquals("BODY", tab.evaluate("document.activeElement.tagName"));
    visit("?q=w-7");
    assertEquals("pool-2", names(), "the host");
    assertEquals("w-7", tab.evaluate("document.getElementById('search').value"));
  }

  private void search(String words) throws Exception {
    tab.evaluate(
        "document.getElementById('search').value = '%s';".formatted(words)
            + "document.getElementById('search').dispatchEvent(new Event('input'))");
  }

  @Test
  void keysOpenAndCloseTheDetails() throws Exception {
    visit("");
    press("ArrowDown", "ArrowDown", "ArrowDown", "Enter");
    assertEquals("?component=worker_pool%2Fpool-2", query());
    assertEquals("pool-2", text("title"));
    assertEquals(
        "Kind=worker_pool; Status=draining; "
            + "Drain=until 2999-01-01 00:00:00 UTC: disk <change>; Owner=host w-7, pid 44; "
            + "Runtime=python; Capacity=8; Last heartbeat=TIME UTC (0 s ago); Runtime ID=ID; "
            + "Created=TIME UTC; Updated=TIME UTC",
        tab.evaluate(
                "[...document.querySelectorAll('#fields dt')]"
                    + ".map(dt => dt.textContent + '=' + dt.nextSibling.textContent).join('; ')")
            .replaceAll("20[2-4]\\d-\\d\\d-\\d\\d [\\d:]{8}", "TIME")
            .replaceAll("\\d+ s ago", "0 s ago")
            .replaceAll("\\d{15,}", "ID"));
    press("ArrowDown");
    assertEquals("pool-10", text("title"), "the next one");
    press("Escape");
    assertEquals("true", tab.evaluate("document.getElementById('detail').hidden"));
    assertEquals("", query());
    visit("?component=broker/events");
    assertEquals("events", text("title"));
    visit("?component=broker/none");
    assertEquals("Statusnot listed", text("fields"));
  }

  @Test
  void blockedComponentsAreMarkedAndLeadToWhatTheyNeed() throws Exception {
    register(
        "api",
        Map.of(
            "kind",
            "server_api",
            "uri",
            "http://api",
            "depends_on",
            List.of("broker/events", "broker/<gone>", "monitor?env=prod!optional")));
    register("front", Map.of("kind", "scheduler", "depends_on", List.of("server_api/api")));
    visit("?q=blocked");
    tab.await(NAMES + " === 'api'");
    assertEquals(
        "readyblocked",
        tab.evaluate("document.querySelector('#rows .status').parentNode.textContent"));
    assertEquals(
        "broker/<gone> (not registered)",
        tab.evaluate("document.querySelector('#rows .blocked').title"));
    visit("?sort=status");
    assertEquals("pool-2,api,events,front,pool-10,pool-1", names(), "blocked is trouble");
    visit("?component=server_api/api");
    tab.await("document.getElementById('fields').textContent.includes('Needed by')");
    assertEquals(
        "broker/events (ready)|broker/<gone> (not registered)|"
            + "monitor?env=prod!optional (0 match, 0 ready)",
        related("Depends on"));
    assertEquals("scheduler/front", related("Needed by"));
    assertEquals(
        "broker/<gone> (not registered)",
        tab.evaluate(
            "[...document.querySelectorAll('#fields .bad')].map(it => it.textContent).join()"));
    assertFalse(text("fields").contains("depends_on"), text("fields"));
    click("#fields button", "scheduler/front");
    tab.await("document.getElementById('fields').textContent.includes('server_api/api (ready)')");
    assertEquals("front", text("title"));
    assertEquals("?component=scheduler%2Ffront", query());
    press("Escape");
    visit("?component=worker_pool/pool-2");
    assertFalse(text("fields").contains("Depends on"), text("fields"));
  }

  private String related(String name) throws Exception {
    return tab.evaluate(
        "(dt => [...dt.nextSibling.firstChild.children].map(it => it.textContent).join('|'))"
            + "([...document.querySelectorAll('#fields dt')].find(it => it.textContent === '%s'))"
                .formatted(name));
  }

  @Test
  void timesAreInUtcOrLocal() throws Exception {
    visit("?component=worker_pool/pool-2");
    assertTrue(text("fields").contains("until 2999-01-01 00:00:00 UTC"), text("fields"));
    assertTrue(text("state").endsWith(" UTC"), text("state"));
    click("#zone", "UTC");
    assertTrue(text("fields").contains("until 2999-01-01 05:45:00 +05:45"), text("fields"));
    assertEquals("Local time", text("zone"));
    assertTrue(query().contains("time=local"), query());
  }

  @Test
  void coloursAreThoseOfTheSystemOrOfChoice() throws Exception {
    String ground = "getComputedStyle(document.body).backgroundColor";
    visit("");
    assertEquals("rgb(246, 247, 249)", tab.evaluate(ground));
    click("#theme", "Auto");
    click("#theme", "Light");
    assertEquals("rgb(18, 22, 29)", tab.evaluate(ground));
    visit("");
    assertEquals("rgb(18, 22, 29)", tab.evaluate(ground), "it is remembered");
    click("#theme", "Dark");
    assertEquals("Auto", text("theme"));
  }

  @Test
  void hiddenPageSendsNoRequests() throws Exception {
    visit("");
    tab.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
            + "window.asked = 0; window.fetched = window.fetch;"
            + "window.fetch = (...all) => { window.asked++; return window.fetched(...all); };"
            + "refreshSeen()");
    assertEquals("0", tab.evaluate("window.asked"));
    tab.evaluate(
        "Object.defineProperty(document, 'hidden', {value: false});"
            + "document.dispatchEvent(new Event('visibilitychange'))");
    assertEquals("2", tab.evaluate("window.asked"), "the health and the list");
  }

  @Test
  void pageWorksWhereTheBrowserStoresNothing() throws Exception {
    visit("");
    tab.evaluate(
        "Storage.prototype.setItem = () => { throw new Error('refused'); };"
            + "Storage.prototype.getItem = Storage.prototype.setItem");
    click("#theme", "Auto");
    assertEquals("Light", text("theme"));
    assertEquals("", tab.evaluate("remembered('localStorage', 'noetl-theme')"));
  }

  @Test
  void linksLeadToMetricsAndTheDescription() throws Exception {
    visit("");
    String links = tab.evaluate("[...document.querySelectorAll('a')].map(a => a.href).join()");
    assertEquals(endpoint.address() + "/metrics," + endpoint.address() + "/openapi.json", links);
    for (String link : links.split(",")) {
      assertEquals(200, endpoint.get(link.substring(endpoint.address().length())).status());
    }
  }

  @Test
  void tenThousandRowsComeInPages() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      register("w-" + i, Map.of("capacity", 1));
    }
    visit("?q=w-");
    assertEquals("100", tab.evaluate("document.querySelectorAll('#rows tr').length"));
    assertEquals("page 1 of 101", text("page"), "with the host w-7");
    press("ArrowRight");
    assertTrue(names().startsWith("w-99,w-100,"), names());
    assertEquals("?q=w-&page=2", query());
    press("ArrowUp", "ArrowUp");
    assertEquals("w-197", tab.evaluate("document.querySelector('[aria-current] td').textContent"));
    press("ArrowDown", "ArrowDown");
    assertEquals("w-199", tab.evaluate("document.querySelector('[aria-current] td').textContent"));
    assertEquals("?q=w-&page=3", query());
    long begun = System.nanoTime();
    search("w-9999");
    assertEquals("w-9999", names());
    assertTrue(System.nanoTime() - begun < 5e9, "it takes no seconds");
    assertEquals("true", tab.evaluate("document.getElementById('pages').hidden"));
  }
}
