package io.noetl.runtime.schema.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How one address is chosen. */
class AddressChoiceTest {

  private static ComponentAddress address(String row) {
    RuntimeComponentInfo info = new RuntimeComponentInfo(TestJson.object(row.replace('\'', '"')));
    return new ComponentAddress(info, Liveness.of(info, Instant.EPOCH, Duration.ofSeconds(1)));
  }

  private static String chosen(AddressChoice choice, String... rows) {
    List<ComponentAddress> all = Arrays.stream(rows).map(AddressChoiceTest::address).toList();
    TreeSet<String> names = new TreeSet<>();
    SplittableRandom chance = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      names.add(choice.of(all, chance).info().name());
    }
    return String.join(" ", names);
  }

  @Test
  void loadIsWhatIsActiveOfTheCapacity() {
    String a = "{'name':'a','capacity':10,'runtime':{'metrics':{'values':{'active':4}}}}";
    String b = "{'name':'b','capacity':2,'runtime':{'metrics':{'values':{'active_tasks':1}}}}";
    String c =
        "{'name':'c','capacity':5,'runtime':{'metrics':{'values':{'concurrent_dispatches':2}}}}";
    String unlimited = "{'name':'d','runtime':{'metrics':{'values':{'active':0}}}}";
    String silent = "{'name':'e','capacity':100}";
    String huge = "{'name':'f','capacity':9,'runtime':{'metrics':{'values':{'active':1e400}}}}";
    assertEquals("a c", chosen(AddressChoice.LEAST_LOADED, silent, unlimited, huge, a, b, c));
    assertEquals("d", chosen(AddressChoice.LEAST_LOADED, silent, unlimited));
    assertEquals("e", chosen(AddressChoice.LEAST_LOADED, silent));
  }

  @Test
  void newestIsTheOneThatWasRegisteredLast() {
    String old = "{'name':'a','created_at':'2026-01-01T00:00:00Z'}";
    String young = "{'name':'b','created_at':'2026-01-02T00:00:00Z'}";
    assertEquals("b", chosen(AddressChoice.NEWEST, old, young, "{'name':'c'}"));
    assertEquals("a b", chosen(AddressChoice.RANDOM, old, young));
  }

  @ParameterizedTest
  @CsvSource({"nats://h, 1", "'', 0", "'nats://h x', 0", "'a\u0007', 0", "'a\u202eb', 0"})
  void addressIsOneVisibleWord(String uri, int found) {
    AddressSearch search = new AddressSearch();
    ComponentAddress component =
        address("{'name':'a','status':'ready','heartbeat':'1970-01-01T00:00:00Z'}");
    RuntimeComponentInfo info = new RuntimeComponentInfo(component.info().json().with("uri", uri));
    search.add(info, component.liveness(), false);
    assertEquals(found, search.found().size());
    assertEquals(found == 1 ? "" : "1 without a URI", search.leftOutInWords());
  }
}
