package io.noetl.runtime.config;

import io.noetl.runtime.secrets.SecretMask;
import io.noetl.runtime.secrets.SecretMessage;
import io.noetl.runtime.secrets.SecretText;
import java.util.ArrayList;
import java.util.List;

/** Values as they may be shown: nothing of a password, a token or the value of a header is left. */
final class MaskedText {

  private MaskedText() {}

  static String of(Setting setting, String value) {
    return switch (setting.kind()) {
      case SECRET -> SecretMask.MASK;
      case URL -> SecretMessage.of(SecretText.address(value));
      case HEADERS -> headers(value);
      case RULES, HOSTS -> SecretMessage.of(String.join(", ", ListText.entries(value)));
      case LABELS -> SecretText.of(String.join(", ", ListText.entries(value)));
      case TEXT, PATH, DURATION, COUNT, NODE, SWITCH -> SecretMessage.of(value);
    };
  }

  private static String headers(String lines) {
    List<String> headers = new ArrayList<>();
    for (String header : ListText.entries(lines)) {
      int colon = header.indexOf(':');
      headers.add(
          colon < 0 ? SecretMask.MASK : header.substring(0, colon) + ": " + SecretMask.MASK);
    }
    return String.join(", ", headers);
  }
}
