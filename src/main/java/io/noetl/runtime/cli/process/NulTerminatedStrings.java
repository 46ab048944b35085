package io.noetl.runtime.cli.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits blocks of NUL-terminated strings, such as arguments and environments in proc(5). */
public final class NulTerminatedStrings {

  private NulTerminatedStrings() {}

  public static List<byte[]> split(byte[] block) {
    List<byte[]> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < block.length; i++) {
      if (block[i] == 0) {
        strings.add(Arrays.copyOfRange(block, start, i));
        start = i + 1;
      }
    }
    return strings;
  }
}
