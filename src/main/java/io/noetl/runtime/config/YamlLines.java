package io.noetl.runtime.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Where the items of a YAML text, or of one JSON value, stand: on which line, from 1, and the same
 * of each of their keys.
 */
public final class YamlLines {

  /** The nodes of a text take many times its size; in longer ones no line is looked for. */
  private static final int LONGEST = 4 << 20;

  private YamlLines() {}

  /**
   * The place of one item.
   *
   * @param line where it begins
   * @param keys the lines of its keys
   */
  public record Place(int line, Map<String, Integer> keys) {}

  /** The items of all documents, with lists taken apart; empty for what is not YAML. */
  public static List<Place> of(String text) {
    if (text.length() > LONGEST) {
      return List.of();
    }
    LoadSettings settings = YamlFile.settings(new ExactScalars());
    StreamReader stream = new StreamReader(settings, new LimitedReader(new StringReader(text)));
    Composer composer =
        new Composer(settings, new PlainDataParser(new ParserImpl(settings, stream), true));
    List<Place> places = new ArrayList<>();
    try {
      while (composer.hasNext()) {
        add(composer.next(), places);
      }
      return places;
    } catch (YamlEngineException unreadable) {
      return List.of();
    }
  }

  private static void add(Node document, List<Place> places) {
    SequenceNode list = list(document);
    if (list != null) {
      list.getValue().forEach(item -> places.add(place(item)));
    } else if (!document.getTag().equals(Tag.NULL)) {
      places.add(place(document));
    }
  }

  /** The list that a document is, or that an object without a name holds as its items. */
  private static @Nullable SequenceNode list(Node document) {
    if (document instanceof SequenceNode list) {
      return list;
    }
    SequenceNode items = null;
    if (document instanceof MappingNode object) {
      for (NodeTuple entry : object.getValue()) {
        String key = key(entry);
        if (key.equals("name")) {
          return null;
        }
        if (key.equals("items") && entry.getValueNode() instanceof SequenceNode list) {
          items = list;
        }
      }
    }
    return items;
  }

  private static Place place(Node item) {
    Map<String, Integer> keys = new HashMap<>();
    if (item instanceof MappingNode object) {
      for (NodeTuple entry : object.getValue()) {
        keys.put(key(entry), line(entry.getKeyNode()));
      }
    }
    return new Place(line(item), keys);
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }
}
