package io.noetl.runtime.text;

/**
 * Hosts that are numbers, but not four from 0 to 255: {@code 0177.0.0.1} is 127.0.0.1 to the C
 * library and 177.0.0.1 to others, {@code 127.1} and {@code 2130706433} are addresses to some.
 */
public final class AmbiguousHost {

  private static final int PARTS = 4;

  private AmbiguousHost() {}

  /** Whether a host is such a number. */
  public static boolean is(String host) {
    String number = number(host);
    String[] parts = number.split("[.]", -1);
    boolean isQuad = parts.length == PARTS;
    for (String part : parts) {
      if (!isNumber(part)) {
        return false;
      }
      isQuad &= isByte(part);
    }
    return !isQuad;
  }

  /** Without the dot at the end; of an IPv6 address the IPv4 address that it may end with. */
  private static String number(String host) {
    String text = host.endsWith("]") ? host.substring(0, host.length() - 1) : host;
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    int colon = text.lastIndexOf(':');
    boolean isIpv6 = colon > text.indexOf(':');
    return isIpv6 && text.indexOf('.', colon) >= 0 ? text.substring(colon + 1) : text;
  }

  private static boolean isByte(String part) {
    return part.length() <= 3
        && (part.length() == 1 || part.charAt(0) != '0')
        && part.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(part) < 256;
  }

  private static boolean isNumber(String part) {
    boolean isHex = part.startsWith("0x") || part.startsWith("0X");
    return !part.isEmpty()
        && part.chars()
            .skip(isHex ? 2 : 0)
            .allMatch(c -> isHex ? Character.digit(c, 16) >= 0 : c >= '0' && c <= '9');
  }
}
