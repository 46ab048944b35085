package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in memory, in arrays that the next list uses again. */
class PortionedListTest {

  private final PortionPool pool = new PortionPool();
  private final Random chance = new Random(7);

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    chance.nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(PortionedList list, int from, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    list.read(buffer, from);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 300_000})
  void whatWasWrittenInPiecesIsReadInPieces(int length) {
    byte[] all = bytes(length);
    PortionedList list = new PortionedList(pool);
    int written = 0;
    while (written < length) {
      int piece = Math.min(1 + chance.nextInt(100_000), length - written);
      list.write(all, written, piece);
      written += piece;
    }
    assertEquals(length, list.size());
    assertArrayEquals(all, read(list, 0, length + 1));
    for (int from = 0; from < length; from += 50_000) {
      int end = Math.min(from + 65_536, length);
      assertArrayEquals(Arrays.copyOfRange(all, from, end), read(list, from, 65_536));
    }
  }

  @Test
  void singleBytesAreWritten() {
    PortionedList list = new PortionedList(pool);
    for (int i = 0; i < 70_000; i++) {
      list.write(i);
    }
    assertArrayEquals(new byte[] {(byte) 69_999}, read(list, 69_999, 2));
  }

  @Test
  void nextListIsMadeOfTheArraysOfTheLast() {
    byte[] first = pool.take();
    pool.giveBack(List.of(first));
    PortionedList list = new PortionedList(pool);
    list.write(bytes(10), 0, 10);
    list.release();
    assertSame(first, pool.take());
  }

  @Test
  void listThatWasReleasedIsEmpty() {
    PortionedList list = new PortionedList(pool);
    list.write(bytes(70_000), 0, 70_000);
    list.release();
    assertEquals(0, list.size());
    assertEquals(0, read(list, 0, 10).length);
  }
}
