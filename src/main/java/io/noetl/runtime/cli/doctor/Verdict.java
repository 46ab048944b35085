package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.secrets.SecretMessage;

/**
 * The conclusion of a diagnosis.
 *
 * @param sentence the problem, or that all checks passed
 * @param command the command to run next
 */
record Verdict(ExitCode exit, String sentence, String command) {

  Verdict {
    // The text may contain an address with a password.
    sentence = SecretMessage.of(sentence);
  }
}
