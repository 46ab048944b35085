package io.noetl.runtime.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Databind's nodes from the tokens of a parser and back, without a mapper: to build one costs a
 * short command more than all else that it does with JSON. Whole numbers become the smallest node
 * that holds them, others decimals, so that nothing of them is lost.
 */
final class NodeStream {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private NodeStream() {}

  /** Reads the value that begins with the parser's current token, and no further. */
  static JsonNode read(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> wholeNumber(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static JsonNode wholeNumber(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  /** Looks for duplicate names itself: the parser's own detector would note each name again. */
  private static ObjectNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (object.has(name)) {
        throw new StreamReadException(
            parser, "Duplicate Object property \"" + name + "\"", parser.currentTokenLocation());
      }
      parser.nextToken();
      object.set(name, read(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) {
    ArrayNode items = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return items;
  }

  /** Writes a value as it is read. */
  static void write(JsonNode value, JsonGenerator generator) {
    switch (value) {
      case ObjectNode object -> {
        generator.writeStartObject();
        for (var field : object.properties()) {
          generator.writeName(field.getKey());
          write(field.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case ArrayNode items -> {
        generator.writeStartArray();
        for (JsonNode item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case StringNode text -> generator.writeString(text.stringValue());
      case BooleanNode truth -> generator.writeBoolean(truth.booleanValue());
      case IntNode number -> generator.writeNumber(number.intValue());
      case LongNode number -> generator.writeNumber(number.longValue());
      case BigIntegerNode number -> generator.writeNumber(number.bigIntegerValue());
      case DecimalNode number -> generator.writeNumber(number.decimalValue());
      case DoubleNode number -> generator.writeNumber(number.doubleValue());
      case NullNode nothing -> generator.writeNull();
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
  }
}
