package io.noetl.runtime.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A buffer of JSON in UTF-8 whose values are safe to show on a terminal. */
public final class JsonBytes implements AutoCloseable {

  private final Growing written;
  private JsonGenerator generator;

  /** An empty buffer with an initial capacity in bytes. */
  public JsonBytes(int room) {
    this.written = new Growing(room);
    this.generator = Json.generator(written);
  }

  /** Adds bytes as they are. */
  public void raw(byte... json) {
    written.writeBytes(json);
  }

  /** Adds a value as {@link Json#write} writes it, or nothing if that fails. */
  public void value(@Nullable Object value) {
    int start = written.size();
    try {
      NodeStream.write(JsonNodes.of(value), generator);
      generator.flush();
    } catch (RuntimeException | Error unwritten) {
      // The generator is in the middle of the value, and would go on there.
      generator = Json.generator(written);
      written.cutTo(start);
      throw unwritten;
    }
    if (written.mayDriveTerminal(start)) {
      String safe = Json.escapeControls(written.textFrom(start));
      written.cutTo(start);
      written.writeBytes(safe.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The content. */
  public byte[] toByteArray() {
    return written.toByteArray();
  }

  /** Writes the content and clears the buffer, which keeps its memory. */
  public void moveTo(WritableByteChannel target) throws IOException {
    ByteBuffer all = written.all();
    while (all.hasRemaining()) {
      target.write(all);
    }
    written.reset();
  }

  /** The same to a stream. */
  public void moveTo(OutputStream target) throws IOException {
    written.writeTo(target);
    written.reset();
  }

  /** Clears the buffer, which keeps its memory. */
  public void clear() {
    written.reset();
  }

  /** The size in bytes. */
  public int size() {
    return written.size();
  }

  /** Gives back the memory of the generator; for buffers that live shorter than their thread. */
  @Override
  public void close() {
    generator.close();
  }

  private static final class Growing extends ByteArrayOutputStream {

    Growing(int room) {
      super(room);
    }

    boolean mayDriveTerminal(int start) {
      for (int i = start; i < count; i++) {
        if (mayDriveTerminal(buf[i])) {
          return true;
        }
      }
      return false;
    }

    /** Whether UTF-8 of a character that drives terminals may begin with the byte. */
    private static boolean mayDriveTerminal(byte b) {
      return b == 0x7f || b == (byte) 0xc2 || b == (byte) 0xd8 || b == (byte) 0xe2;
    }

    ByteBuffer all() {
      return ByteBuffer.wrap(buf, 0, count);
    }

    String textFrom(int start) {
      return new String(buf, start, count - start, StandardCharsets.UTF_8);
    }

    void cutTo(int size) {
      count = size;
    }
  }
}
