package io.noetl.runtime.config;

import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.text.EscapedText;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * One YAML 1.2 document as plain values: {@code Map<String, …>} in the order of the text, {@code
 * List}, {@code String}, {@code Integer}, {@code Long}, {@code BigInteger}, {@code BigDecimal},
 * {@code Boolean} or null.
 */
public final class YamlFile {

  /** The parser copies what it holds of a scalar whenever it reads on: 1,024 take minutes. */
  private static final int BUFFER_CHARACTERS = 64 * 1024;

  private YamlFile() {}

  /**
   * Reads a text; null where it holds nothing.
   *
   * @throws MalformedYamlException when it is not YAML, or is not plain data
   */
  public static @Nullable Object parse(String text) {
    try {
      return parse(new StringReader(text));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads to the end and leaves the reader open.
   *
   * @throws MalformedYamlException when it is not YAML, or is not plain data
   */
  public static @Nullable Object parse(Reader reader) throws IOException {
    return load(reader, new ExactScalars());
  }

  /**
   * Reads every document of a text; those that hold nothing are left out.
   *
   * @throws MalformedYamlException when it is not YAML, or is not plain data
   */
  public static List<Object> parseAll(String text) {
    try {
      return loadAll(new StringReader(text), new ExactScalars(), true);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Reads a UTF-8 file and leaves its numbers and truth values the texts that they are. */
  static @Nullable Object read(Path path) throws IOException {
    WholeFile.check(path, WholeFile.SMALL);
    try (Reader reader = Files.newBufferedReader(path)) {
      return load(reader, new WrittenScalars());
    }
  }

  /** The same of a text. */
  static @Nullable Object parseWritten(String text) {
    try {
      return load(new StringReader(text), new WrittenScalars());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static @Nullable Object load(Reader reader, Schema schema) throws IOException {
    List<Object> documents = loadAll(reader, schema, false);
    return documents.isEmpty() ? null : documents.getFirst();
  }

  static LoadSettings settings(Schema schema) {
    return LoadSettings.builder()
        .setSchema(schema)
        .setBufferSize(BUFFER_CHARACTERS)
        // Two limits of ours take the place of these: LimitedReader, PlainDataParser.
        .setCodePointLimit(Integer.MAX_VALUE)
        .setMaxAliasesForCollections(Integer.MAX_VALUE)
        .build();
  }

  private static List<Object> loadAll(Reader reader, Schema schema, boolean several)
      throws IOException {
    LoadSettings settings = settings(schema);
    try {
      StreamReader stream = new StreamReader(settings, new LimitedReader(reader));
      PlainDataParser parser = new PlainDataParser(new ParserImpl(settings, stream), several);
      List<Object> documents = new ArrayList<>();
      StandardConstructor constructor = new StandardConstructor(settings);
      Composer composer = new Composer(settings, parser);
      while (composer.hasNext()) {
        Object document = constructor.constructSingleDocument(Optional.of(composer.next()));
        if (document != null) {
          documents.add(document);
        }
      }
      return documents;
    } catch (YamlEngineException refused) {
      if (refused.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw malformed(refused);
    }
  }

  private static MalformedYamlException malformed(YamlEngineException refused) {
    if (refused instanceof ReaderException character) {
      return new MalformedYamlException(
          "it holds the character U+" + hex(character.getCodePoint()) + ", which YAML forbids");
    }
    if (refused instanceof MarkedYamlEngineException marked) {
      Mark mark = marked.getProblemMark().orElse(null);
      String problem = sentence(marked.getProblem());
      return mark == null
          ? new MalformedYamlException(problem)
          : new MalformedYamlException(problem, mark.getLine() + 1, mark.getColumn() + 1);
    }
    return new MalformedYamlException(sentence(String.valueOf(refused.getMessage())));
  }

  /** The parser adds advice in brackets that is wrong for all characters but the tab. */
  private static String sentence(String problem) {
    int advice = problem.indexOf(". (Do not use ");
    return EscapedText.of(advice < 0 ? problem : problem.substring(0, advice));
  }

  private static String hex(int codePoint) {
    return Integer.toHexString(0x10000 | codePoint).substring(1);
  }
}
