package io.noetl.runtime.cli;

import io.noetl.runtime.config.MalformedYamlException;
import io.noetl.runtime.config.NearestWord;
import io.noetl.runtime.config.YamlFile;
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
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  /** The registrations in the file, in their order, and whether they came as a list. */
  Content content() {
    Object value = looksLikeJson() ? json() : yaml();
    if (value instanceof List<?> list) {
      if (list.isEmpty()) {
        throw new UsageException(name + " holds an empty list", EXAMPLE);
      }
      return new Content(list, true);
    }
    if (JsonObject.from(value) == null) {
      throw new UsageException(name + " holds something that is not an object", EXAMPLE);
    }
    return new Content(Collections.singletonList(value), false);
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
  }

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
