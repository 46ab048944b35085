package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader that stalls, is slow, has gone, or keeps up. */
@Timeout(60)
class QueuedOutputTest {

  private static final int ROOM = 100;

  /** A reader who takes a portion for each leave that it has. */
  private static final class Reader extends OutputStream {

    private final Semaphore leave = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private boolean gone;

    @Override
    public void write(int b) {
      throw new IllegalStateException("byte by byte");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      begun.incrementAndGet();
      leave.acquireUninterruptibly();
      synchronized (this) {
        if (gone) {
          throw new IOException("Broken pipe");
        }
        read.write(bytes, offset, length);
      }
    }

    synchronized String text() {
      return read.toString(StandardCharsets.UTF_8);
    }

    synchronized void goAway() {
      gone = true;
    }
  }

  private final Reader reader = new Reader();
  private final QueuedOutput output =
      new QueuedOutput(reader, ROOM, lines -> "<" + lines + " dropped>\n");

  private void line(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    output.write(bytes, 0, bytes.length);
    output.flush();
  }

  private void awaitBegun(int portions) {
    while (reader.begun.get() < portions) {
      Thread.onSpinWait();
    }
  }

  private void readAll() throws InterruptedException {
    reader.leave.release(1000);
    output.awaitEmpty(Duration.ofSeconds(50));
  }

  @Test
  void linesOfAReaderWhoKeepsUpArriveInTheirOrder() throws InterruptedException {
    reader.leave.release(1000);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      line("line " + i);
      output.awaitEmpty(Duration.ofSeconds(50));
      expected.append("line ").append(i).append('\n');
    }
    assertEquals(expected.toString(), reader.text());
    assertEquals(0, output.dropped());
  }

  @Test
  void whatAStalledReaderMissesIsDroppedInWholeLinesAndCountedWhereItWouldStand()
      throws InterruptedException {
    line("0123456789");
    awaitBegun(1);
    // Of the room 89 bytes are left: eight lines of eleven, and one byte.
    for (int i = 0; i < 20; i++) {
      line("line    " + (10 + i));
    }
    assertEquals(12, output.dropped());
    assertEquals("", reader.text());
    readAll();
    line("afterwards");
    readAll();
    assertEquals(
        "0123456789\n"
            + "line    10\nline    11\nline    12\nline    13\n"
            + "line    14\nline    15\nline    16\nline    17\n"
            + "<12 dropped>\nafterwards\n",
        reader.text());
  }

  @Test
  void twoStallsAreTwoGaps() throws InterruptedException {
    for (int stall = 1; stall <= 2; stall++) {
      int portions = reader.begun.get();
      line("begin " + stall + " ".repeat(ROOM / 2));
      awaitBegun(portions + 1);
      line("x".repeat(ROOM / 2));
      line("y");
      reader.leave.release(2);
      output.awaitEmpty(Duration.ofSeconds(50));
      reader.leave.drainPermits();
    }
    assertEquals(4, output.dropped());
    assertEquals(
        "begin 1\n<2 dropped>\nbegin 2\n<2 dropped>\n", reader.text().replaceAll(" +\n", "\n"));
  }

  @Test
  void linesAreTakenAgainOnlyWhenHalfOfTheRoomIsFree() throws InterruptedException {
    line("x".repeat(60));
    awaitBegun(1);
    line("y".repeat(60));
    line("short");
    assertEquals(2, output.dropped());
  }

  @Test
  void lineIsWholeHoweverItWasWritten() throws InterruptedException {
    reader.leave.release(1000);
    output.write("abc".getBytes(StandardCharsets.UTF_8), 0, 3);
    output.write('d');
    line("e");
    output.awaitEmpty(Duration.ofSeconds(50));
    assertEquals("abcde\n", reader.text());
    assertEquals(1, reader.begun.get());
  }

  @Test
  void readerThatHasGoneIsReportedAndNotRetriedForever() throws InterruptedException {
    reader.goAway();
    line("a");
    line("b");
    readAll();
    assertEquals(2, output.dropped());
    assertEquals("Broken pipe", output.failure().getMessage());
  }

  @Test
  void endWaitsForAnActiveReaderButNotForAStalledOne() throws InterruptedException {
    line("a");
    awaitBegun(1);
    long start = System.nanoTime();
    output.awaitEmpty(Duration.ofMillis(200));
    assertTrue(System.nanoTime() - start >= 200_000_000);
    start = System.nanoTime();
    output.awaitEmpty(Duration.ofMillis(200));
    assertTrue(
        System.nanoTime() - start < 200_000_000, "the writer has waited for as long already");
    readAll();
    assertEquals("a\n", reader.text());
  }
}
