package io.noetl.runtime.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts may be asked. */
class ProbeAllowListTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, h, 10.255.1.2, true",
    "10.0.0.0/8, h, 11.0.0.1, false",
    "10.1.2.3/8, h, 10.9.9.9, true",
    "192.168.1.0/25, h, 192.168.1.127, true",
    "192.168.1.0/25, h, 192.168.1.128, false",
    "0.0.0.0/0, h, 8.8.8.8, true",
    "0.0.0.0/0, h, ::1, false",
    "::/0, h, 8.8.8.8, false",
    "fd00::/8, h, fd12::1, true",
    "fd00::/8, h, fe80::1, false",
    "::ffff:10.0.0.1, h, 10.0.0.1, true",
    "::ffff:10.0.0.0/104, h, 10.2.3.4, true",
    "::ffff:10.0.0.0/104, h, 11.0.0.1, false",
    "[::1], h, ::1, true",
    "127.0.0.1, h, 127.0.0.1, true",
    "127.0.0.1, h, 127.0.0.2, false",
    "api.example.com, API.example.com., 10.0.0.1, true",
    "api.example.com, x.api.example.com, 10.0.0.1, false",
    "api.example.com, example.com, 10.0.0.1, false"
  })
  void addressOrNameIsCompared(String entry, String host, String address, boolean isAllowed) {
    InetAddress[] addresses = {InetAddress.ofLiteral(address)};
    assertEquals(
        isAllowed ? List.of(addresses) : List.of(),
        new ProbeAllowList(List.of(entry)).allowed(host, addresses));
  }

  @Test
  void allowedAddressesOfSeveralAreTaken() {
    InetAddress[] addresses = {
      InetAddress.ofLiteral("169.254.1.1"),
      InetAddress.ofLiteral("10.0.0.2"),
      InetAddress.ofLiteral("10.0.0.1")
    };
    assertEquals(
        List.of(addresses[1], addresses[2]),
        new ProbeAllowList(List.of("192.0.2.0/24", " 10.0.0.0/8")).allowed("h", addresses));
    assertEquals(List.of(), new ProbeAllowList(List.of()).allowed("h", addresses));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0",
        "300.1.1.1",
        "::/129",
        "::ffff:10.0.0.0/8",
        "::ffff:10.0.0.0/129",
        "::g",
        "a b",
        "*.example.com",
        "h/8",
        "http://h",
        "h:80"
      })
  void otherEntryIsRefused(String entry) {
    List<String> entries = List.of(entry);
    assertEquals(
        entry,
        assertThrows(IllegalArgumentException.class, () -> new ProbeAllowList(entries))
            .getMessage());
  }
}
