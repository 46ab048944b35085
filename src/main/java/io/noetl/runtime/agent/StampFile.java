package io.noetl.runtime.agent;

import io.noetl.runtime.files.RegularFile;
import io.noetl.runtime.files.UnsuitableFileException;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A file with the time of the last successful heartbeat and its deadline, for probes that start no
 * Java. It is replaced atomically, so that no reader sees half of it, and nothing but an earlier
 * stamp is replaced.
 */
public final class StampFile {

  private static final List<String> FIELDS =
      List.of("name", "kind", "last_ok", "deadline", "last_ok_s", "deadline_s");

  /** More than a stamp with the longest name has. */
  private static final int MOST_BYTES = 8192;

  private final Path file;
  private final RegularFile replaced;

  private StampFile(Path file, RegularFile replaced) {
    this.file = file;
    this.replaced = replaced;
  }

  /**
   * Removes the stamp of an earlier process.
   *
   * @throws IOException when the file is not a stamp, or cannot be written
   */
  public static StampFile open(Path file) throws IOException {
    StampFile stamp = new StampFile(file, RegularFile.at(file));
    stamp.remove();
    stamp.replaced.check();
    return stamp;
  }

  /**
   * Writes that a heartbeat succeeded; the deadline is two intervals later.
   *
   * @throws IOException when it cannot be written, or the file is not a stamp any more
   */
  public void write(HeartbeatEvent.Succeeded alive, Instant now) throws IOException {
    Instant deadline = now.plus(alive.interval().multipliedBy(2)).plus(Duration.ofMillis(999));
    String text =
        Json.write(
                JsonObject.EMPTY
                    .with("name", alive.subject().name())
                    .with("kind", alive.subject().kind().word())
                    .with("last_ok", now.truncatedTo(ChronoUnit.SECONDS).toString())
                    .with("deadline", deadline.truncatedTo(ChronoUnit.SECONDS).toString())
                    .with("last_ok_s", now.getEpochSecond())
                    .with("deadline_s", deadline.getEpochSecond()))
            + "\n";
    checkReplaceable();
    replaced.replace(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Removes the file: before the first heartbeat and after the last, the component is not alive.
   */
  public void remove() throws IOException {
    checkReplaceable();
    replaced.remove();
  }

  /** An empty file may be replaced, too: mktemp creates one. */
  private void checkReplaceable() throws IOException {
    if (replaced.exists()) {
      byte[] content = replaced.start(MOST_BYTES);
      if (content.length > 0 && !isStamp(new String(content, StandardCharsets.UTF_8))) {
        throw new UnsuitableFileException(file, "the file is not a stamp");
      }
    }
  }

  private static boolean isStamp(String text) {
    try {
      JsonObject object = JsonObject.from(Json.read(text));
      return object != null && object.names().containsAll(FIELDS);
    } catch (MalformedJsonException other) {
      return false;
    }
  }
}
