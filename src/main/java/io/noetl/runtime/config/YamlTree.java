package io.noetl.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file with its comments, to be changed and written again in the indentation it has. */
final class YamlTree {

  private static final Pattern NESTED = Pattern.compile("(?m)^( +)[^ #-]");
  private static final Pattern LIST = Pattern.compile("(?m)^( *)[^ #-].*: *(?:#.*)?\n( *)- ");
  private static final int INDENT = 2;

  private final String text;
  private final MappingNode root;
  private final List<CommentLine> head = new ArrayList<>();
  private final List<CommentLine> dropped = new ArrayList<>();

  /**
   * The tree of a text that holds a map or nothing; what cannot be read with its comments is empty.
   */
  YamlTree(String text) {
    this.text = text;
    this.root = read() instanceof MappingNode map ? map : map();
  }

  private @Nullable Node read() {
    try {
      Node node = new Compose(reading()).composeString(text).orElse(null);
      if (node == null || !node.getTag().equals(Tag.COMMENT)) {
        return node;
      }
      // What the library makes of comments alone holds none of them.
      head.addAll(comments(text));
    } catch (YamlEngineException unreadable) {
      // What is written then is compared with what was wanted.
    }
    return null;
  }

  /** A file that holds nothing but these values. */
  static String write(Map<?, ?> values) {
    YamlTree tree = new YamlTree("");
    values.forEach((key, value) -> tree.put(List.of(String.valueOf(key)), value));
    return tree.text();
  }

  private static LoadSettings reading() {
    // The file was read before, with the limits.
    return LoadSettings.builder()
        .setParseComments(true)
        .setSchema(new WrittenScalars())
        .setMaxAliasesForCollections(Integer.MAX_VALUE)
        .setCodePointLimit(Integer.MAX_VALUE)
        .build();
  }

  /** Sets what stands under the keys, one below the other; null takes it away. */
  void put(List<String> path, @Nullable Object value) {
    MappingNode map = root;
    for (String key : path.subList(0, path.size() - 1)) {
      map.setFlowStyle(FlowStyle.BLOCK);
      int place = find(map, key);
      if (place >= 0 && map.getValue().get(place).getValueNode() instanceof MappingNode there) {
        map = there;
      } else if (value == null) {
        return;
      } else {
        MappingNode made = map();
        set(map, key, made);
        map = made;
      }
    }
    map.setFlowStyle(FlowStyle.BLOCK);
    if (value == null) {
      remove(map, path.getLast());
    } else {
      set(map, path.getLast(), node(value));
    }
  }

  private static int find(MappingNode map, String key) {
    List<NodeTuple> entries = map.getValue();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private void set(MappingNode map, String key, Node value) {
    int place = find(map, key);
    if (place < 0) {
      map.getValue().add(new NodeTuple(node(key), value));
      return;
    }
    NodeTuple old = map.getValue().get(place);
    if (old.getValueNode() instanceof ScalarNode && value instanceof ScalarNode) {
      value.setInLineComments(old.getValueNode().getInLineComments());
    } else {
      drop(old.getValueNode());
    }
    map.getValue().set(place, new NodeTuple(old.getKeyNode(), value));
  }

  /** What stands above a key stays: it may be about more than that. */
  private void remove(MappingNode map, String key) {
    int place = find(map, key);
    if (place < 0) {
      return;
    }
    NodeTuple old = map.getValue().remove(place);
    List<CommentLine> above = comments(old.getKeyNode().getBlockComments());
    dropped.addAll(comments(old.getKeyNode().getInLineComments()));
    drop(old.getValueNode());
    if (place < map.getValue().size()) {
      Node next = map.getValue().get(place).getKeyNode();
      above.addAll(comments(next.getBlockComments()));
      next.setBlockComments(above);
    } else {
      above.addAll(comments(map.getEndComments()));
      map.setEndComments(above);
    }
  }

  private void drop(Node node) {
    dropped.addAll(comments(node.getBlockComments()));
    dropped.addAll(comments(node.getInLineComments()));
    dropped.addAll(comments(node.getEndComments()));
    switch (node) {
      case MappingNode map ->
          map.getValue()
              .forEach(entry -> {
                drop(entry.getKeyNode());
                drop(entry.getValueNode());
              });
      case SequenceNode list -> list.getValue().forEach(this::drop);
      default -> {}
    }
  }

  private static List<CommentLine> comments(@Nullable List<CommentLine> comments) {
    return comments == null ? new ArrayList<>() : new ArrayList<>(comments);
  }

  /** The file as it is now. */
  String text() {
    if (root.getValue().isEmpty()) {
      return lines(head) + lines(comments(root.getEndComments()));
    }
    DumpSettings settings = writing();
    String written =
        new Present(settings).emitToString(new Serialize(settings).serializeOne(root).iterator());
    // Blank lines are indented as comments are.
    return lines(head) + written.replaceAll("(?m)^ +$", "");
  }

  private static String lines(List<CommentLine> comments) {
    StringBuilder lines = new StringBuilder();
    for (CommentLine comment : comments) {
      boolean isBlank = comment.getCommentType() == CommentType.BLANK_LINE;
      lines.append(isBlank ? "" : "#" + comment.getValue()).append('\n');
    }
    return lines.toString();
  }

  /** Whether a text holds all comments of the file but those of what was taken away. */
  boolean keepsComments(String written) {
    try {
      List<String> found = words(comments(written));
      found.addAll(words(dropped));
      return words(comments(text)).stream().allMatch(found::remove);
    } catch (YamlEngineException unreadable) {
      return false;
    }
  }

  private static List<CommentLine> comments(String text) {
    List<CommentLine> comments = new ArrayList<>();
    for (Event event : new Parse(reading()).parseString(text)) {
      if (event instanceof CommentEvent comment) {
        comments.add(new CommentLine(comment));
      }
    }
    return comments;
  }

  private static List<String> words(List<CommentLine> comments) {
    List<String> words = new ArrayList<>();
    for (CommentLine comment : comments) {
      if (comment.getCommentType() != CommentType.BLANK_LINE) {
        words.add(comment.getValue().strip());
      }
    }
    return words;
  }

  private DumpSettings writing() {
    Matcher nested = NESTED.matcher(text);
    int indent = nested.find() ? Math.min(nested.group(1).length(), 8) : INDENT;
    Matcher list = LIST.matcher(text);
    int dash = list.find() ? list.group(2).length() - list.group(1).length() : INDENT;
    return DumpSettings.builder()
        .setDumpComments(true)
        .setSchema(new WrittenScalars())
        .setIndent(indent)
        .setIndicatorIndent(Math.clamp(dash, 0, indent))
        .setIndentWithIndicator(true)
        .setWidth(Integer.MAX_VALUE)
        .setSplitLines(false)
        .build();
  }

  private static MappingNode map() {
    return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
  }

  private static Node node(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> entries -> {
        MappingNode map = map();
        entries.forEach((key, nested) ->
            map.getValue().add(new NodeTuple(node(String.valueOf(key)), node(nested))));
        yield map;
      }
      case List<?> items ->
          new SequenceNode(
              Tag.SEQ,
              new ArrayList<>(items.stream().map(YamlTree::node).toList()),
              FlowStyle.BLOCK);
      case null -> new ScalarNode(Tag.NULL, "", ScalarStyle.PLAIN);
      default -> new ScalarNode(Tag.STR, Objects.toString(value), ScalarStyle.PLAIN);
    };
  }
}
