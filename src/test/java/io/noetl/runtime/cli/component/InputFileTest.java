package io.noetl.runtime.cli.component;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of registration files, by extension and first character. */
class InputFileTest {

  @TempDir private Path folder;

  private String names(String file, String text) throws IOException {
    Path path = Files.writeString(folder.resolve(file), text.replace("\\n", "\n"));
    return names(InputFile.read(path.toString(), InputStream.nullInputStream()));
  }

  private static String names(InputFile file) {
    List<String> names =
        file.content().items().stream()
            .map(item -> String.valueOf(JsonObject.from(item).text("name")))
            .toList();
    return String.join(" ", names);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a.yaml | {name: a, labels: {env: prod}} | a",
        "a.yaml | [{name: a}, {name: b}] | a b",
        "a.yml  | {\"name\": \"a\", } # JSON has no such comma | a",
        "a.YAML | \"name\": a | a",
        "a.yaml | {name: a}\\n---\\n[{name: b}] | a b",
        "a.yaml | {\"name\": \"a\"} | a",
        "a.json | {\"name\": \"a\"}{\"name\": \"b\"} | a b",
        "a.JSON | {\\n \"name\":\\n \"a\"\\n}\\n{\\n \"name\":\\n \"b\"\\n}\\n | a b",
        "a.json | [{\"name\": \"a\"}]\\n[]\\n{\"items\": [{\"name\": \"b\"}], \"count\": 1} | a b",
        "a.jsonl | {\"name\": \"a\"}\\n\\n{\"name\": \"b\"}\\n | a b",
        "a.jsonl | {\\n \"name\":\\n \"a\"\\n}\\n{\\n \"name\":\\n \"b\"\\n}\\n | a b",
        "a.ndjson | {\"name\": \"a\"}\\n{\"name\": \"b\"}\\n | a b",
        "a | {\"name\": \"a\"} {\"name\": \"b\"} | a b",
        "a | {name: a} | a",
        "a | [{name: a}, {name: b}] | a b",
        "a | \"name\": a | a",
        "a | name: a\\n---\\nname: b | a b",
        "a.txt | - {\"name\": \"a\"} | a",
      })
  void namesOf(String file, String text, String names) throws IOException {
    assertEquals(names, names(file, text));
  }

  @Test
  void byteOrderMarkIsNoPartOfIt() throws IOException {
    assertEquals("a", names("a.json", "\uFEFF{\"name\": \"a\"}"));
    assertEquals("a", names("a", "\uFEFFname: a"));
  }

  @Test
  void standardInputIsWhatItLooksLike() {
    for (String text :
        List.of(
            "{\"name\":\"a\"}\n{\"name\":\"b\"}",
            "{name: a}\n---\n{name: b}",
            "[{name: a},{name: b}]")) {
      InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      assertEquals("a b", names(InputFile.read("-", in)));
    }
  }

  @Test
  void oneLineOfLinesIsAListAndOneObjectElsewhereIsNone() throws IOException {
    Path lines = Files.writeString(folder.resolve("a.jsonl"), "{\"name\": \"a\"}\n");
    Path object = Files.writeString(folder.resolve("a.json"), "{\"name\": \"a\"}\n");
    assertEquals(true, InputFile.read(lines.toString(), System.in).content().isList());
    assertEquals(false, InputFile.read(object.toString(), System.in).content().isList());
  }
}
