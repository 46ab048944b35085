package io.noetl.runtime.cli;

import io.noetl.runtime.config.MalformedYamlException;
import io.noetl.runtime.config.YamlFile;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of registrations, JSON or YAML, one object or a list; {@code -} is standard input. */
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
      throw new UsageException("cannot read " + name + ": " + reason(unreadable), null);
    }
  }

  /** The objects in the file, in their order, and whether they came as a list. */
  Content content() {
    Object value = looksLikeJson() ? json() : yaml();
    boolean isList = value instanceof List<?>;
    List<?> items = value instanceof List<?> list ? list : Collections.singletonList(value);
    List<JsonObject> objects = new ArrayList<>(items.size());
    for (Object item : items) {
      JsonObject object = JsonObject.from(item);
      if (object == null) {
        throw new UsageException(name + " holds something that is not an object", EXAMPLE);
      }
      objects.add(object);
    }
    if (objects.isEmpty()) {
      throw new UsageException(name + " holds an empty list", EXAMPLE);
    }
    return new Content(objects, isList);
  }

  /** What a file holds. */
  record Content(List<JsonObject> objects, boolean isList) {}

  /** Why a file could not be read, in words. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    String message = String.valueOf(failure.getMessage());
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private boolean looksLikeJson() {
    char first = text.stripLeading().charAt(0);
    return name.endsWith(".json") || first == '{' || first == '[' || first == '"';
  }

  private @Nullable Object json() {
    try {
      return Json.read(text);
    } catch (MalformedJsonException broken) {
      throw new UsageException(name + " is not valid JSON: " + broken.getMessage(), EXAMPLE);
    }
  }

  private @Nullable Object yaml() {
    try {
      return YamlFile.parse(text);
    } catch (MalformedYamlException broken) {
      throw new UsageException(name + " is not valid YAML: " + broken.getMessage(), EXAMPLE);
    }
  }
}
