package io.noetl.runtime.cli;

import io.noetl.runtime.config.MalformedYamlException;
import io.noetl.runtime.config.NearestWord;
import io.noetl.runtime.config.YamlFile;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.MalformedJsonException;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of registrations, JSON, JSON lines or YAML of any number of documents: objects, lists of
 * them, or lists in the form in which lists are printed. {@code -} is standard input.
 */
final class InputFile {

  private static final String EXAMPLE = "it should hold {\"name\": …} or a list of such objects";

  private final String name;
  private final String text;

  private InputFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Reads the whole file before anything is sent, so that a cut-off one changes nothing. */
  static InputFile read(String file, InputStream standardInput) {
    boolean isStandardInput = file.equals("-");
    String name = isStandardInput ? "standard input" : file;
    try {
      byte[] bytes =
          isStandardInput ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(file));
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
      if (content.isBlank()) {
        throw new UsageException(name + " is empty", EXAMPLE);
      }
      return new InputFile(name, content);
    } catch (CharacterCodingException notText) {
      throw new UsageException(name + " is not UTF-8 text", EXAMPLE);
    } catch (IOException unreadable) {
      throw new UsageException("cannot read " + name + ": " + FileFailure.reason(unreadable), null);
    }
  }

  /** The registrations in the file, in their order, and whether they came as a list. */
  Content content() {
    List<?> documents = documents();
    if (documents.size() == 1 && !isList(documents.getFirst())) {
      return new Content(checked(documents), false);
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (Object document : documents) {
      items.addAll(isList(document) ? itemsOf(document) : checked(List.of(document)));
    }
    if (items.isEmpty()) {
      throw new UsageException(name + " holds an empty list", EXAMPLE);
    }
    return new Content(items, true);
  }

  private List<?> checked(List<?> documents) {
    if (documents.isEmpty() || JsonObject.from(documents.getFirst()) == null) {
      throw new UsageException(name + " holds something that is not an object", EXAMPLE);
    }
    return documents;
  }

  /** Whether a document is a list, bare or as {@code list} and {@code export} print it. */
  private static boolean isList(@Nullable Object document) {
    return document instanceof List
        || (document instanceof Map<?, ?> map
            && map.get("items") instanceof List
            && !map.containsKey("name"));
  }

  private static List<? extends @Nullable Object> itemsOf(Object document) {
    Object items = document instanceof Map<?, ?> map ? map.get("items") : document;
    return items instanceof List<?> list ? list : List.of();
  }

  /**
   * What a file holds.
   *
   * @param items objects, as far as the file is right
   */
  record Content(List<? extends @Nullable Object> items, boolean isList) {

    /**
     * Reads one item as a registration.
     *
     * @throws RuntimeApiException.InvalidRequest when it is no object, or breaks a rule
     */
    RuntimeRegistrationRequest registration(int index, Diagnostics diagnostics) {
      JsonObject object = JsonObject.from(items.get(index));
      if (object == null) {
        throw new RuntimeApiException.InvalidRequest(
            "it is not an object", RuntimeApiException.Details.NONE);
      }
      RuntimeRegistrationRequest request = RuntimeRegistrationRequest.fromJson(object);
      for (String field : object.fields().keySet()) {
        if (!RuntimeRegistrationRequest.FIELDS.contains(field)) {
          String meant = NearestWord.to(field, RuntimeRegistrationRequest.FIELDS);
          diagnostics.note(
              "warning: "
                  + request.name()
                  + ": a registration has no field "
                  + ShellWord.of(field)
                  + (meant == null ? "" : "; did you mean " + meant + "?"));
        }
      }
      return request;
    }

    /** What is in it, for a question: how many, and the names of the first. */
    String title() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        names.add(nameOf(i));
      }
      return items.size()
          + (items.size() == 1 ? " component: " : " components: ")
          + FirstNames.of(names);
    }

    /** The name that an item gives, right or not; empty where there is none. */
    String nameOf(int index) {
      JsonObject object = JsonObject.from(items.get(index));
      String name = object == null ? null : object.text("name");
      return name == null ? "" : name.strip();
    }
  }

  private List<?> documents() {
    if (isOfLines()) {
      return lines();
    }
    return looksLikeJson() ? Collections.singletonList(json(text, "")) : yaml();
  }

  private boolean looksLikeJson() {
    char first = text.stripLeading().charAt(0);
    return name.endsWith(".json") || first == '{' || first == '[' || first == '"';
  }

  /** Whether each line is an object of its own, which the first of several shows. */
  private boolean isOfLines() {
    if (name.endsWith(".jsonl")) {
      return true;
    }
    List<String> first = text.lines().filter(line -> !line.isBlank()).limit(2).toList();
    try {
      return first.size() == 2
          && first.getFirst().startsWith("{")
          && JsonObject.from(Json.read(first.getFirst())) != null;
    } catch (MalformedJsonException goesOn) {
      return false;
    }
  }

  private List<?> lines() {
    List<@Nullable Object> objects = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        objects.add(json(lines.get(i), " in line " + (i + 1)));
      }
    }
    return List.of(objects);
  }

  private @Nullable Object json(String json, String place) {
    try {
      return Json.read(json);
    } catch (MalformedJsonException broken) {
      throw new UsageException(
          name + " is not valid JSON" + place + ": " + broken.getMessage(), EXAMPLE);
    }
  }

  private List<?> yaml() {
    try {
      return YamlFile.parseAll(text);
    } catch (MalformedYamlException broken) {
      throw new UsageException(name + " is not valid YAML: " + broken.getMessage(), EXAMPLE);
    }
  }
}
