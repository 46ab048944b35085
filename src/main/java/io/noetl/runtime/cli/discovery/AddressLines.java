package io.noetl.runtime.cli.discovery;

import io.noetl.runtime.schema.discovery.ComponentAddress;
import io.noetl.runtime.text.Printable;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** Addresses as lines for other programs. */
final class AddressLines {

  private AddressLines() {}

  /**
   * Assignments for a shell. Values are always quoted, so that none is taken for a command.
   *
   * @param isOne whether there is only one address, so that its variables need no number
   */
  static List<String> env(List<ComponentAddress> addresses, boolean isOne) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (ComponentAddress address : addresses) {
      number++;
      String prefix = isOne ? "NOETL_RESOLVED_" : "NOETL_RESOLVED_" + number + "_";
      lines.add(prefix + "KIND=" + ShellWord.quoted(Printable.escape(address.kind())));
      lines.add(prefix + "NAME=" + ShellWord.quoted(Printable.escape(address.info().name())));
      lines.add(prefix + "URI=" + ShellWord.quoted(address.uri()));
    }
    if (!isOne) {
      lines.add("NOETL_RESOLVED_COUNT=" + ShellWord.quoted(String.valueOf(number)));
    }
    return lines;
  }
}
