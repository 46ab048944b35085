package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.endpoint.connection.HttpListener;
import io.noetl.runtime.endpoint.connection.MemoryBudgets;
import io.noetl.runtime.endpoint.connection.RequestTimeouts;
import io.noetl.runtime.endpoint.limits.Budget;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The numbers in the security guide match the code. */
class SecurityGuideTest {

  private static final Path GUIDE = Path.of("docs/security.md");
  private static final Pattern ROW =
      Pattern.compile("\\| ([^|]+) \\| (\\d+(?: [a-zA-Z]+)?) \\| .* \\|");
  private static final Pattern SETTING = Pattern.compile("`(--[a-z-]+)` \\((\\w+)\\)");

  private static String guide() throws IOException {
    return Files.readString(GUIDE);
  }

  @Test
  void everyLimitMatchesTheCode() throws Exception {
    Map<String, String> stated = new LinkedHashMap<>();
    guide()
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> stated.put(row.group(1), row.group(2)));
    assertEquals(limits(), stated);
  }

  private static Map<String, String> limits() throws Exception {
    Map<String, String> limits = new LinkedHashMap<>();
    limits.put("Head of a request", bytes("endpoint.connection.HttpListener", "HEADER_BYTES"));
    limits.put("Fields of a head", number("endpoint.limits.HeadLimits", "MOST_FIELDS"));
    limits.put("Time for a head or a TLS handshake", seconds(RequestTimeouts.HEAD_TIME));
    limits.put("Body of a request", bytes("endpoint.route.JsonBody", "LONGEST"));
    limits.put("Time for a body", seconds(RequestTimeouts.BODY_TIME));
    limits.put("Time that a connection may be idle", seconds(HttpListener.IDLE));
    limits.put(
        "Connections in all", number("endpoint.connection.HttpListener", "MOST_CONNECTIONS"));
    MemoryBudgets held = new MemoryBudgets();
    limits.put("Unfinished heads, together", bytes(held.heads));
    limits.put("Request bodies in progress, together", bytes(held.bodies));
    limits.put("TLS handshakes and unfinished records, together", bytes(held.tls));
    limits.put("Responses that are not read, together", bytes(held.answers));
    limits.put("Errors in one answer", number("schema.Validation", "MOST_ERRORS"));
    limits.put("Text of an error's input and path", characters("schema.FieldError", "LONGEST"));
    limits.put("Name of a component", characters("schema.Validation", "LONGEST_NAME"));
    limits.put("Status", characters("schema.Validation", "LONGEST_STATUS"));
    limits.put("Runtime, host", characters("schema.Validation", "LONGEST_WORD"));
    limits.put("Address (`uri`)", characters("schema.Validation", "LONGEST_URI"));
    limits.put(
        "Labels, meta, capabilities: JSON of each", bytes("schema.Validation", "MOST_BYTES"));
    limits.put(
        "Labels, meta, capabilities: keys of each", number("schema.Validation", "MOST_KEYS"));
    limits.put(
        "Labels, meta, capabilities: levels of each",
        number("json.NestingLimits", "MOST_REGISTERED"));
    limits.put("References in `depends_on`", number("schema.DependencyFields", "MOST"));
    limits.put("Length of a reference", characters("schema.ComponentReference", "LONGEST"));
    limits.put("Length of a version", characters("schema.version.ComponentVersion", "LONGEST"));
    limits.put("Digits of a number in labels and meta", number("json.NumberLimits", "MOST_DIGITS"));
    limits.put("Exponent of such a number", number("json.NumberLimits", "HIGHEST_EXPONENT"));
    limits.put(
        "Whole number given as text", characters("json.NumberLimits", "LONGEST_WHOLE_NUMBER"));
    limits.put(
        "Lists in memory until they are sent, together",
        bytes("endpoint.list.ListStorage", "MOST_BYTES"));
    limits.put(
        "Lists longer than memory holds, at once",
        number("endpoint.list.ListStorage", "MOST_FILES"));
    return limits;
  }

  @Test
  void everyDefaultMatchesItsSetting() throws IOException {
    Matcher stated = SETTING.matcher(guide());
    int found = 0;
    while (stated.find()) {
      String flag = stated.group(1);
      Setting setting =
          List.of(Setting.values()).stream()
              .filter(one -> flag.equals(one.flag()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(flag));
      assertEquals(setting.defaultText(), stated.group(2), flag);
      found++;
    }
    assertTrue(found >= 2, "settings are found");
  }

  @Test
  void limitsOfYamlMatchTheCode() throws Exception {
    String stated =
        "%d Mi characters, %d levels and %,d values"
            .formatted(
                value("config.LimitedReader", "MOST_CHARACTERS") >> 20,
                value("config.PlainDataParser", "DEEPEST"),
                value("config.PlainDataParser", "MOST_VALUES"));
    assertTrue(guide().contains(stated), stated);
  }

  private static String characters(String type, String constant) throws Exception {
    return value(type, constant) + " characters";
  }

  private static String number(String type, String constant) throws Exception {
    return Integer.toString(value(type, constant));
  }

  private static String bytes(String type, String constant) throws Exception {
    return bytes(value(type, constant));
  }

  private static String bytes(Budget budget) throws Exception {
    Field most = Budget.class.getDeclaredField("most");
    most.setAccessible(true);
    return bytes(most.getLong(budget));
  }

  private static String bytes(long bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }

  /** The value of a constant, which may be private. */
  private static int value(String type, String constant) throws Exception {
    Field field = Class.forName("io.noetl.runtime." + type).getDeclaredField(constant);
    field.setAccessible(true);
    return field.getInt(null);
  }
}
