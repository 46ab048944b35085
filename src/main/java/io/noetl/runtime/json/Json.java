package io.noetl.runtime.json;

import io.noetl.runtime.text.ControlCharacters;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;

/** Parses JSON text into nodes of databind's tree, and writes nodes as text. */
public final class Json {

  /** Writes nothing between the values of one generator: {@link JsonBytes} separates them. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private Json() {}

  /**
   * Loads the classes of the parser while the caller waits for something else: its limits are
   * BigDecimals, and Java computes large powers before the first of them.
   */
  public static void prepareToRead() {
    FACTORY.createParser(ObjectReadContext.empty(), "").close();
  }

  /**
   * Reads exactly one value.
   *
   * @throws MalformedJsonException when the text is empty, is not JSON or continues after the value
   */
  public static JsonNode read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException("it contains no JSON", 1, 1);
      }
      JsonNode value = NodeStream.read(parser);
      if (parser.nextToken() != null) {
        throw at(parser, "there is text after the JSON value");
      }
      return value;
    } catch (JacksonException notJson) {
      throw malformed(notJson);
    } catch (NumberFormatException outOfRange) {
      throw new MalformedJsonException("the exponent of a number is out of range", 1, 1);
    }
  }

  /**
   * Reads any number of values, one after the other.
   *
   * @throws MalformedJsonException when the text is not JSON
   */
  public static List<JsonNode> readAll(String text) {
    List<JsonNode> values = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        values.add(NodeStream.read(parser));
      }
      return values;
    } catch (JacksonException notJson) {
      throw malformed(notJson);
    } catch (NumberFormatException outOfRange) {
      throw new MalformedJsonException("the exponent of a number is out of range", 1, 1);
    }
  }

  private static MalformedJsonException malformed(JacksonException notJson) {
    // Violations of a limit, such as that of nesting, have no location.
    TokenStreamLocation place = notJson.getLocation();
    return new MalformedJsonException(
        notJson.getOriginalMessage().startsWith("Unexpected end-of-input")
            ? "it ends in the middle of a value"
            : notJson.getOriginalMessage(),
        place == null ? 1 : place.getLineNr(),
        place == null ? 1 : place.getColumnNr());
  }

  /**
   * Reads exactly one object.
   *
   * @throws MalformedJsonException when the text is not JSON or its value is not an object
   */
  public static JsonObject readObject(String text) {
    JsonObject object = JsonObject.from(read(text));
    if (object == null) {
      throw new MalformedJsonException("it is JSON but not an object", 1, 1);
    }
    return object;
  }

  /** Anything that {@link JsonNodes#of} takes as JSON on one line, safe to show on a terminal. */
  public static String write(@Nullable Object value) {
    return escapeControls(text(value, ObjectWriteContext.empty()));
  }

  /** A string as {@link #write} writes it, without creating a node. */
  public static String quote(String text) {
    StringWriter written = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), written)) {
      generator.writeString(text);
    }
    return escapeControls(written.toString());
  }

  /** The value as {@link #write} gives it, in UTF-8; for answers of any length. */
  public static byte[] bytes(@Nullable Object value) {
    try (JsonBytes written = new JsonBytes(512)) {
      written.value(value);
      return written.toByteArray();
    }
  }

  /** A generator of values in UTF-8, controls and all. */
  static JsonGenerator generator(OutputStream target) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), target);
  }

  /** The value as indented JSON without a line end, safe to show on a terminal. */
  public static String writePretty(@Nullable Object value) {
    return escapeControls(text(value, new Indented()));
  }

  private static String text(@Nullable Object value, ObjectWriteContext context) {
    StringWriter written = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(context, written)) {
      NodeStream.write(JsonNodes.of(value), generator);
    }
    return written.toString();
  }

  private static MalformedJsonException at(JsonParser parser, String problem) {
    return new MalformedJsonException(
        problem,
        parser.currentTokenLocation().getLineNr(),
        parser.currentTokenLocation().getColumnNr());
  }

  /**
   * Jackson escapes U+0000 to U+001F only. DEL, the C1 controls and the bidirectional controls
   * drive terminals too; outside the strings JSON text holds none of them, so they are replaced in
   * place.
   */
  static String escapeControls(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (isUnsafe(json.charAt(i))) {
        return escapeControls(json, i);
      }
    }
    return json;
  }

  private static String escapeControls(String json, int from) {
    StringBuilder escaped = new StringBuilder(json.length() + 16).append(json, 0, from);
    for (int i = from; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isUnsafe(c)) {
        ControlCharacters.appendEscape(c, escaped);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Tests for ASCII first, so that a usual heartbeat need not load the rule. */
  private static boolean isUnsafe(char c) {
    return c >= 0x7f && ControlCharacters.isUnsafe(c);
  }

  /** Indents by two blanks, with {@code \n} as the line end. */
  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }
  }
}
