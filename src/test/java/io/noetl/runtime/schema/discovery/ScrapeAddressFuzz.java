package io.noetl.runtime.schema.discovery;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.text.HostPort;

/**
 * An address of metrics is refused, or its host and port are read again as the same, without a
 * user; its path and parameters change neither.
 */
public final class ScrapeAddressFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    ScrapeAddress host = Fuzzing.bounded(input, () -> ScrapeAddress.ofHost(text));
    ScrapeAddress whole = Fuzzing.bounded(input, () -> ScrapeAddress.ofUri(text));
    if (host == null) {
      Fuzzing.holds(whole == null, text);
      return;
    }
    String place = host.hostAndPort();
    Fuzzing.same(place, String.valueOf(HostPort.of(place, 0)));
    Fuzzing.same(-1, place.indexOf('@'));
    Fuzzing.same(host, ScrapeAddress.ofHost(host.labels().get("__scheme__") + "://" + place));
    if (whole != null) {
      Fuzzing.same(place, whole.hostAndPort());
    }
  }
}
