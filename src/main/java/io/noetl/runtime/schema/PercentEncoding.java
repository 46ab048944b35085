package io.noetl.runtime.schema;

import io.noetl.runtime.text.ControlCharacters;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes characters with a meaning in references as a percent sign and the digits of a byte. */
final class PercentEncoding {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentEncoding() {}

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLast = i == text.length() - 1;
      if (c == '%' || c == '@' || c == '!' || (isLast && c == ' ')) {
        encoded.append('%').append(HEX.toHexDigits((byte) c));
      } else if (ControlCharacters.isControl(c)) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          encoded.append('%').append(HEX.toHexDigits(b));
        }
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  /**
   * The text that was encoded.
   *
   * @throws CharacterCodingException when encoded bytes are no UTF-8
   */
  static String decode(String text) throws CharacterCodingException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (isEncoded(text, at)) {
        bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
        at += 3;
      }
      if (bytes.size() > 0) {
        ByteBuffer utf8 = ByteBuffer.wrap(bytes.toByteArray());
        decoded.append(StandardCharsets.UTF_8.newDecoder().decode(utf8));
      } else {
        decoded.append(text.charAt(at++));
      }
    }
    return decoded.toString();
  }

  private static boolean isEncoded(String text, int at) {
    return at + 2 < text.length()
        && text.charAt(at) == '%'
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }
}
