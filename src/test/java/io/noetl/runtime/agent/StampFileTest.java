package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.schema.RuntimeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stamp says, and which files it takes the place of. */
class StampFileTest {

  private static final HeartbeatEvent.Succeeded ALIVE =
      new HeartbeatEvent.Succeeded(
          HeartbeatTarget.named(RuntimeKind.BROKER, "n".repeat(255)),
          "",
          Duration.ZERO,
          Duration.ofSeconds(15));
  private static final Instant NOW = Instant.parse("2026-11-24T00:20:32.5Z");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("stamp");
  }

  @Test
  void stampIsGoodForTwoIntervals() throws IOException {
    StampFile.open(file).write(ALIVE, NOW);
    assertEquals(
        "{\"name\":\""
            + "n".repeat(255)
            + "\",\"kind\":\"broker\",\"last_ok\":\"2026-11-24T00:20:32Z\","
            + "\"deadline\":\"2026-11-24T00:21:03Z\","
            + "\"last_ok_s\":1795479632,\"deadline_s\":1795479663}\n",
        Files.readString(file));
  }

  @Test
  void earlierStampAndEmptyFileAreReplaced() throws IOException {
    StampFile.open(file).write(ALIVE, NOW);
    StampFile.open(file);
    assertFalse(Files.exists(file));
    Files.createFile(file);
    StampFile.open(file).write(ALIVE, NOW);
    assertTrue(Files.size(file) > 0);
  }

  @Test
  void anyOtherFileIsKept() throws IOException {
    for (String text : new String[] {"x", "{}", "[]", "{\"last_ok_s\":1,\"deadline_s\":2}", "\0"}) {
      Files.writeString(file, text);
      IOException refused = assertThrows(IOException.class, () -> StampFile.open(file));
      assertEquals("the file is not a stamp", FileFailure.reason(refused));
      assertEquals(text, Files.readString(file));
    }
  }

  @Test
  void fileThatReplacesTheStampMeanwhileIsKept() throws IOException {
    StampFile stamp = StampFile.open(file);
    stamp.write(ALIVE, NOW);
    Files.writeString(file, "of mine");
    assertThrows(IOException.class, () -> stamp.write(ALIVE, NOW));
    assertThrows(IOException.class, stamp::remove);
    assertEquals("of mine", Files.readString(file));
  }
}
