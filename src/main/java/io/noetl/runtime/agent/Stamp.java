package io.noetl.runtime.agent;

import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file that says when the last beat arrived and until when that is good, for probes that start no
 * Java. It is replaced as a whole, so that nobody reads half of it.
 */
public final class Stamp {

  private final Path file;
  private final Path fresh;

  public Stamp(Path file) {
    this.file = file;
    this.fresh = file.resolveSibling(file.getFileName() + ".new");
  }

  /** Says that a beat arrived; the next is missed when two intervals have passed. */
  public void write(HeartbeatEvent.Alive alive, Instant now) throws IOException {
    Instant deadline = now.plus(alive.interval().multipliedBy(2)).plus(Duration.ofMillis(999));
    Files.writeString(
        fresh,
        Json.write(
                JsonObject.EMPTY
                    .with("name", alive.subject().name())
                    .with("kind", alive.subject().kind().word())
                    .with("last_ok", now.truncatedTo(ChronoUnit.SECONDS).toString())
                    .with("deadline", deadline.truncatedTo(ChronoUnit.SECONDS).toString())
                    .with("last_ok_s", now.getEpochSecond())
                    .with("deadline_s", deadline.getEpochSecond()))
            + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes the file away: before the first beat, and after the last, nothing is alive. */
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
