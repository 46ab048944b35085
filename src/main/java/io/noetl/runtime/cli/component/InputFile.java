package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.config.YamlLines;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComputedStatus;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RegistrationField;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.text.NearestWord;
import io.noetl.runtime.text.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file of registrations in JSON or YAML: objects, lists of objects, or the output of {@code list}
 * and {@code export}. {@code -} is standard input.
 */
public final class InputFile {

  static final String EXAMPLE = "it should hold {\"name\": …} or a list of such objects";

  private final String name;
  private final String text;
  private @Nullable List<YamlLines.Place> places;

  private InputFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Reads the whole file before anything is sent, so that a truncated file changes nothing. */
  public static InputFile read(String file, InputStream standardInput) {
    boolean isStandardInput = file.equals("-");
    String name = isStandardInput ? "standard input" : file;
    if (file.isEmpty()) {
      throw new UsageException("the name of the file is empty", "name a file, or - for stdin");
    }
    try {
      byte[] bytes =
          isStandardInput
              ? WholeFile.bytes(standardInput, name, WholeFile.COMPONENTS)
              : WholeFile.bytes(Path.of(file), WholeFile.COMPONENTS);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new InputFile(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException notText) {
      throw new UsageException(name + " is not UTF-8 text", EXAMPLE);
    } catch (IOException unreadable) {
      throw new UsageException("cannot read " + name + ": " + FileFailure.reason(unreadable), null);
    }
  }

  /** Whether the file has no content at all, as after a truncation. */
  public boolean isBlank() {
    return text.isBlank();
  }

  /**
   * The registrations in the file, in their order, and whether they came as a list.
   *
   * @throws UsageException also when there are none
   */
  public Content content() {
    Content content = contentOrNone();
    if (content.items().isEmpty()) {
      boolean isEmpty = isBlank() || documents().isEmpty();
      throw new UsageException(name + (isEmpty ? " is empty" : " contains an empty list"), EXAMPLE);
    }
    return content;
  }

  /**
   * Like {@link #content}, but for a file that may declare nothing, such as one with only comments.
   */
  public Content contentOrNone() {
    List<JsonNode> documents = documents();
    if (documents.size() == 1 && !isList(documents.getFirst())) {
      return new Content(checked(documents), false, this);
    }
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode document : documents) {
      if (isList(document)) {
        itemsOf(document).forEach(items::add);
      } else {
        items.addAll(checked(List.of(document)));
      }
    }
    return new Content(items, true, this);
  }

  private List<JsonNode> documents() {
    try {
      return isBlank() ? List.of() : new InputDocuments(name, text).read();
    } catch (OutOfMemoryError full) {
      // Parsed values take several times the size of the text, which is within the limit.
      throw new UsageException(
          "%s does not fit in memory; it has %,d characters".formatted(name, text.length()),
          "split it, or increase the heap with NOETL_RUNTIME_JAVA_OPTS=-Xmx2g");
    }
  }

  /** File and line of a key, or of the item where it has no such key. */
  private String place(int index, int count, String key) {
    List<YamlLines.Place> known = places;
    if (known == null) {
      known = new InputDocuments(name, text).places();
      places = known;
    }
    if (known.size() != count) {
      return name + ": ";
    }
    YamlLines.Place place = known.get(index);
    return name + ":" + place.keys().getOrDefault(key, place.line()) + ": ";
  }

  private List<JsonNode> checked(List<JsonNode> documents) {
    if (documents.isEmpty() || !documents.getFirst().isObject()) {
      throw new UsageException(name + " contains an item that is not an object", EXAMPLE);
    }
    return documents;
  }

  /** Whether a document is a list, bare or as {@code list} and {@code export} print it. */
  private static boolean isList(JsonNode document) {
    return document.isArray() || (document.path("items").isArray() && !document.has("name"));
  }

  private static JsonNode itemsOf(JsonNode document) {
    return document.isArray() ? document : document.path("items");
  }

  /**
   * The registrations of a file.
   *
   * @param items the items, which are objects where the file is valid
   * @param file where they stand
   */
  public record Content(List<JsonNode> items, boolean isList, InputFile file) {

    /**
     * Reads the only item as a registration.
     *
     * @param names checks its name
     * @throws RuntimeApiException.InvalidRequest as {@link #registration}, with the lines
     */
    public RuntimeRegistrationRequest only(Diagnostics diagnostics, Consumer<String> names) {
      try {
        RuntimeRegistrationRequest request = registration(0, diagnostics);
        names.accept(request.name());
        return request;
      } catch (RuntimeApiException.InvalidRequest invalid) {
        throw new RuntimeApiException.InvalidRequest(
            String.join("\n", problems(0, invalid)),
            new RuntimeApiException.Details(
                invalid.hint(), invalid.httpStatus(), invalid.retryAfter(), invalid));
      }
    }

    /** What is wrong with an item: for each field a line with file, line number and item. */
    public List<String> problems(int index, RuntimeApiException.InvalidRequest invalid) {
      String name = nameOf(index);
      String item = name.isEmpty() ? "" : name + ": ";
      if (isList) {
        item = "item " + (index + 1) + (name.isEmpty() ? "" : " (" + name + ")") + ": ";
      }
      JsonObject object = JsonObject.from(items.get(index));
      List<String> keys = object == null ? List.of() : List.copyOf(object.names());
      List<FieldError> errors = new ArrayList<>(invalid.fields());
      errors.sort(Comparator.comparingInt(error -> keys.indexOf(key(error, keys))));
      List<String> problems = new ArrayList<>();
      for (FieldError error : errors) {
        String place = file.place(index, items.size(), key(error, keys));
        problems.add(place + item + FieldWords.sentence(error));
      }
      if (problems.isEmpty()) {
        problems.add(file.place(index, items.size(), "") + item + invalid.getMessage());
      }
      return problems;
    }

    /** The key under which an item has the field of an error, which may be an alias. */
    private static String key(FieldError error, List<String> keys) {
      int dot = error.field().indexOf('.');
      String head = dot < 0 ? error.field() : error.field().substring(0, dot);
      RegistrationField field = keys.contains(head) ? null : RegistrationField.of(head);
      if (field == RegistrationField.META) {
        return "runtime";
      }
      if (field != null) {
        for (String alias : field.aliases()) {
          if (keys.contains(alias)) {
            return alias;
          }
        }
      }
      return head;
    }

    /** File and line of an item; its number where the line is not known. */
    public String place(int index) {
      String place = file.place(index, items.size(), "");
      return place.equals(file.name + ": ")
          ? place + "item " + (index + 1)
          : place.substring(0, place.length() - 2);
    }

    /**
     * Reads one item as a registration.
     *
     * @throws RuntimeApiException.InvalidRequest when it is not an object, is invalid or contains a
     *     masked secret
     */
    public RuntimeRegistrationRequest registration(int index, Diagnostics diagnostics) {
      RuntimeRegistrationRequest request = maskedRegistration(index, diagnostics);
      MaskGuard.check(request.toJson());
      return request;
    }

    /** Like {@link #registration}, but masked secrets are accepted. */
    public RuntimeRegistrationRequest maskedRegistration(int index, Diagnostics diagnostics) {
      JsonObject object = JsonObject.from(items.get(index));
      if (object == null) {
        throw new RuntimeApiException.InvalidRequest(
            "it is not an object", RuntimeApiException.Details.NONE);
      }
      RuntimeRegistrationRequest request;
      try {
        request = RuntimeRegistrationRequest.fromJson(object);
      } catch (RuntimeApiException.InvalidRequest invalid) {
        throw ComputedStatus.added(invalid, object.text("status"));
      }
      ComputedStatus.refuse(request.status());
      for (String field : object.names()) {
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

    /** The same with the advice at the end. */
    public List<String> advised(int index, RuntimeApiException.InvalidRequest invalid) {
      List<String> problems = problems(index, invalid);
      return invalid.hint() == null
          ? problems
          : Stream.concat(
                  problems.subList(0, problems.size() - 1).stream(),
                  Stream.of(problems.getLast() + "; " + invalid.hint()))
              .toList();
    }

    /** The number of items and their first names, for a confirmation prompt. */
    public String title() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        names.add(nameOf(i));
      }
      return CountText.components(items.size()) + ": " + NameSummary.of(names);
    }

    /** The name in an item, valid or not; empty where there is none. */
    public String nameOf(int index) {
      JsonObject object = JsonObject.from(items.get(index));
      String name = object == null ? null : object.text("name");
      return name == null ? "" : name.strip();
    }
  }
}
