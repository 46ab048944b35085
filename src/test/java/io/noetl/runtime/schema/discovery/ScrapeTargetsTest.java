package io.noetl.runtime.schema.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components become targets for Prometheus. */
class ScrapeTargetsTest {

  private static final String META = "__meta_noetl_";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final ScrapeTargets targets = new ScrapeTargets();

  private void add(String status, String uri, String runtime, String labels) {
    String row =
        "{'name':'n','kind':'broker','status':'%s','heartbeat':'2026-03-01T11:59:59Z','uri':%s,"
            + "'runtime':{%s},'labels':{%s}}";
    RuntimeComponentInfo info =
        new RuntimeComponentInfo(
            TestJson.object(
                row.formatted(status, uri == null ? "null" : "'" + uri + "'", runtime, labels)
                    .replace('\'', '"')));
    targets.add(info, Liveness.of(info, NOW, Duration.ofSeconds(60)));
  }

  private String shown() {
    return targets.documents().toString().replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "http://h:81/api | h:81 | '__scheme__':'http',",
        "HTTPS://u:pw@my_host/ | my_host:443 | '__scheme__':'https',",
        "http://[::1] | [::1]:80 | '__scheme__':'http',",
        "http://[fe80::1]:9/x | [fe80::1]:9 | '__scheme__':'http',",
      })
  void hostOfAnHttpUriIsATarget(String uri, String address, String labels) {
    add("ready", uri, "", "");
    String known = uri.replace("u:pw@", "u:****@");
    assertEquals(
        "[{'targets':['%s'],'labels':{%s'__meta_noetl_kind':'broker','__meta_noetl_name':'n',"
                .formatted(address, labels)
            + "'__meta_noetl_status':'ready','__meta_noetl_uri':'%s'}}]".formatted(known),
        shown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'metrics_uri':'http://m:9/x%20y?a=1&b=c%26d&a=2','metrics_port':5 | m:9 |"
            + " {'__scheme__':'http','__metrics_path__':'/x y','__param_a':'1','__param_b':'c&d'}",
        "'metrics_uri':'https://m' | m:443 | {'__scheme__':'https'}",
        "'metrics_port':9100,'hostname':'h1' | h1:9100 | {'__meta_noetl_hostname':'h1'}",
        "'metrics_port':'9100','hostname':'::1' | [::1]:9100 | {'__meta_noetl_hostname':'::1'}",
      })
  void declaredAddressComesFirst(String runtime, String address, String labels) {
    add("ready", "http://other:1", runtime, "");
    var target = targets.documents().getFirst();
    assertEquals(List.of(address), TestJson.plain(target.get("targets")));
    JsonObject own = target.object("labels");
    List.of("kind", "name", "status", "uri").forEach(name -> assertTrue(own.has(META + name)));
    String others =
        own.names().stream()
            .filter(name -> !name.matches(META + "(kind|name|status|uri)"))
            .map(name -> "'" + name + "':'" + own.text(name) + "'")
            .collect(Collectors.joining(","));
    assertEquals(labels, "{" + others + "}");
  }

  @Test
  void labelsAreThoseOfTheComponent() {
    add(
        "busy",
        "http://h",
        "'type':'python','version':'1.2','hostname':'h1'",
        "'env':'prod','a.b/c':'x','a_b_c':'y','empty':''");
    assertEquals(
        "[{'targets':['h:80'],'labels':{'__scheme__':'http','__meta_noetl_kind':'broker',"
            + "'__meta_noetl_name':'n','__meta_noetl_status':'busy',"
            + "'__meta_noetl_runtime':'python','__meta_noetl_version':'1.2',"
            + "'__meta_noetl_hostname':'h1','__meta_noetl_uri':'http://h',"
            + "'__meta_noetl_label_env':'prod','__meta_noetl_labelpresent_env':'true',"
            + "'__meta_noetl_label_a_b_c':'x','__meta_noetl_labelpresent_a_b_c':'true',"
            + "'__meta_noetl_labelpresent_empty':'true'}}]",
        shown());
  }

  @ParameterizedTest
  @CsvSource({
    "ready,",
    "ready, nats://h:4222",
    "ready, http:///x",
    "ready, http://h:0",
    "ready, http://h:65536",
    "ready, 'http://h h'",
    "ready, http://h%20h/",
    "ready, /metrics",
    "offline, http://h:1"
  })
  void componentWithoutAnAddressIsLeftOut(String status, String uri) {
    add(status, uri, "", "");
    assertEquals("[] []", shown() + " " + targets.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'metrics_uri':'/metrics' | metrics_uri is not an absolute http or https address that"
            + " Prometheus can use",
        "'metrics_uri':'http://h/federate?match[]=x' | metrics_uri is not an absolute http or"
            + " https address that Prometheus can use",
        "'metrics_uri':'http://h/?a%5Bb=1' | metrics_uri is not an absolute http or https address"
            + " that Prometheus can use",
        "'metrics_port':9100 | metrics_port needs a hostname and a port from 1 to 65535",
        "'metrics_port':0,'hostname':'h' | metrics_port needs a hostname and a port from 1 to"
            + " 65535",
        "'metrics_port':'9100/x','hostname':'h' | metrics_port needs a hostname and a port from 1"
            + " to 65535",
        "'metrics_port':9,'hostname':'a@b' | metrics_port needs a hostname and a port from 1 to"
            + " 65535",
      })
  void unusableAddressIsTold(String runtime, String problem) {
    add("ready", "http://h", runtime, "");
    assertEquals("[]", shown());
    assertEquals(List.of("broker/n is left out: its " + problem), targets.problems());
  }

  @Test
  void staleComponentStays() {
    RuntimeComponentInfo info =
        new RuntimeComponentInfo(
            TestJson.object(
                "{\"name\":\"n\",\"kind\":\"broker\",\"status\":\"ready\",\"uri\":\"http://h\","
                    + "\"heartbeat\":\"2026-03-01T11:00:00Z\"}"));
    targets.add(info, Liveness.of(info, NOW, Duration.ofSeconds(60)));
    assertEquals(
        "stale", targets.documents().getFirst().object("labels").text("__meta_noetl_status"));
  }
}
