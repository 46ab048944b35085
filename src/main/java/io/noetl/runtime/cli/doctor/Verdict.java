package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.secrets.SecretMessage;

/**
 * How a diagnosis ends.
 *
 * @param sentence what is wrong, or that all is well
 * @param command what to run next
 */
record Verdict(ExitCode exit, String sentence, String command) {

  Verdict {
    // It may repeat an address that somebody typed.
    sentence = SecretMessage.of(sentence);
  }
}
