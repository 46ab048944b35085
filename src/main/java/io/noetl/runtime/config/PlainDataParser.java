package io.noetl.runtime.config;

import io.noetl.runtime.text.EscapedText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Lets pass what is plain data of a sensible size, as a tree with texts as keys, and refuses the
 * rest of YAML at the place where it stands.
 */
final class PlainDataParser implements Parser {

  /** The composer recurses; deeper texts are attacks, and would end in a stack overflow. */
  private static final int DEEPEST = 100;

  /** Values with every alias replaced by what it stands for. */
  private static final int MOST_VALUES = 1_000_000;

  /** Converting digits takes time that grows with the square of their number. */
  private static final int LONGEST_NUMBER = 1_000;

  private final Parser parser;
  private final boolean several;
  private final Deque<Frame> open = new ArrayDeque<>();
  private final Map<Anchor, Integer> sizes = new HashMap<>();
  private boolean isStarted;
  private int values;

  /**
   * Lets pass what the parser reads.
   *
   * @param several whether there may be more documents than one
   */
  PlainDataParser(Parser parser, boolean several) {
    this.parser = parser;
    this.several = several;
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public boolean checkEvent(Event.ID id) {
    return parser.checkEvent(id);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event) {
      case DocumentStartEvent document -> start(document);
      case CollectionStartEvent collection -> enter(collection);
      case CollectionEndEvent collection -> leave();
      case AliasEvent alias -> expand(alias);
      case ScalarEvent scalar -> {
        return scalar(scalar);
      }
      default -> {}
    }
    return event;
  }

  private void start(DocumentStartEvent document) {
    // Anchors end with their document.
    sizes.clear();
    if (isStarted && !several) {
      throw refused("it holds more than one document", document);
    }
    isStarted = true;
  }

  private void enter(CollectionStartEvent collection) {
    checkTag(collection.getTag(), collection);
    if (takesKeyPlace()) {
      throw refused("a key is a map or a list", collection);
    }
    if (open.size() == DEEPEST) {
      throw refused("it is nested more than " + DEEPEST + " levels deep", collection);
    }
    count(1, collection);
    open.push(new Frame(collection.getAnchor(), collection instanceof MappingStartEvent, values));
  }

  private void leave() {
    Frame frame = open.pop();
    frame.anchor.ifPresent(anchor -> sizes.put(anchor, values - frame.valuesBefore));
  }

  private void expand(AliasEvent alias) {
    if (takesKeyPlace()) {
      throw refused("a key is an alias", alias);
    }
    for (Frame frame : open) {
      if (frame.anchor.filter(alias.getAlias()::equals).isPresent()) {
        throw refused("*" + alias.getAlias() + " refers to itself", alias);
      }
    }
    count(1 + sizes.getOrDefault(alias.getAlias(), 0), alias);
  }

  /** A key is the text that is written: 1 and "1" are one key, and 1.10 stays 1.10. */
  private Event scalar(ScalarEvent scalar) {
    checkTag(scalar.getTag(), scalar);
    count(1, scalar);
    boolean isKey = takesKeyPlace();
    boolean isMerge = scalar.getValue().equals("<<");
    boolean isLong = scalar.getValue().length() > LONGEST_NUMBER;
    if (isLong && !isKey && scalar.isPlain() && isOfDigits(scalar.getValue())) {
      throw refused("a number has more than " + LONGEST_NUMBER + " characters", scalar);
    }
    return isLong || (isKey && !isMerge) ? asText(scalar) : scalar;
  }

  /** Whether a text is a number, or would be but for some sign in it. */
  private static boolean isOfDigits(String text) {
    boolean isHexadecimal = text.startsWith("0x");
    for (int i = isHexadecimal ? 2 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      boolean isOther = isHexadecimal ? isLetter(c) : "+-.eEo".indexOf(c) >= 0;
      if (!isDigit && !isOther) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static Event asText(ScalarEvent scalar) {
    return new ScalarEvent(
        scalar.getAnchor(),
        scalar.getTag(),
        new ImplicitTuple(false, true),
        scalar.getValue(),
        ScalarStyle.DOUBLE_QUOTED,
        scalar.getStartMark(),
        scalar.getEndMark());
  }

  /**
   * Gives a node its place, and says whether that is a key's: in a map, keys and values alternate.
   */
  private boolean takesKeyPlace() {
    Frame frame = open.peek();
    if (frame == null || !frame.isMap) {
      return false;
    }
    frame.isKeyNext = !frame.isKeyNext;
    return !frame.isKeyNext;
  }

  private void checkTag(Optional<String> tag, Event event) {
    if (tag.isPresent() && !tag.get().equals("tag:yaml.org,2002:str")) {
      throw refused("the tag " + EscapedText.of(tag.get()) + " is not plain data", event);
    }
  }

  private void count(int more, Event event) {
    values += more;
    if (values > MOST_VALUES) {
      throw refused("it holds more than " + MOST_VALUES + " values", event);
    }
  }

  private static MalformedYamlException refused(String problem, Event event) {
    return event
        .getStartMark()
        .map(mark -> new MalformedYamlException(problem, mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> new MalformedYamlException(problem));
  }

  /** A map or list whose end has not come. */
  private static final class Frame {
    final Optional<Anchor> anchor;
    final boolean isMap;
    final int valuesBefore;
    boolean isKeyNext = true;

    Frame(Optional<Anchor> anchor, boolean isMap, int valuesBefore) {
      this.anchor = anchor;
      this.isMap = isMap;
      this.valuesBefore = valuesBefore;
    }
  }
}
