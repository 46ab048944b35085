package io.noetl.runtime.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment variables of the launcher's caller. The launcher changes some for Java, lists
 * these in {@code NOETL_CALLERS_CHANGED} and keeps their values under names with a prefix. For
 * {@code run} it also copies the whole environment, since shells drop variables whose names are no
 * identifiers, and add their own.
 */
public final class CallerEnvironment {

  private static final String PREFIX = "NOETL_CALLERS_";
  private static final String CHANGED = PREFIX + "CHANGED";
  private static final String COPY = PREFIX + "ENVIRONMENT";
  private static final Path OWN = Path.of("/proc/self/environ");

  private CallerEnvironment() {}

  /** Restores the caller's variables for a program to be started. */
  public static void restore(Map<String, String> variables) {
    variables.remove(COPY);
    String changed = variables.remove(CHANGED);
    if (changed == null) {
      return;
    }
    for (String name : changed.strip().split(" ", -1)) {
      String kept = variables.remove(PREFIX + name);
      if (kept == null) {
        variables.remove(name);
      } else {
        variables.put(name, kept);
      }
    }
  }

  /**
   * All entries as bytes.
   *
   * @param own the variables of this process as text, as a fallback
   */
  public static List<byte[]> entries(Map<String, String> own) {
    String copy = own.get(COPY);
    if (copy != null && !copy.isEmpty()) {
      return NulTerminatedStrings.split(Base64.getMimeDecoder().decode(copy));
    }
    // ISO 8859-1 keeps every byte.
    Map<String, String> variables = new LinkedHashMap<>();
    for (byte[] entry : ownEntries(own)) {
      String text = new String(entry, StandardCharsets.ISO_8859_1);
      int equals = text.indexOf('=');
      if (equals > 0) {
        variables.put(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    restore(variables);
    List<byte[]> entries = new ArrayList<>();
    variables.forEach(
        (name, value) -> entries.add((name + "=" + value).getBytes(StandardCharsets.ISO_8859_1)));
    return entries;
  }

  private static List<byte[]> ownEntries(Map<String, String> own) {
    try {
      return NulTerminatedStrings.split(Files.readAllBytes(OWN));
    } catch (IOException hidden) {
      List<byte[]> entries = new ArrayList<>();
      own.forEach(
          (name, value) -> entries.add((name + "=" + value).getBytes(StandardCharsets.UTF_8)));
      return entries;
    }
  }
}
