package io.noetl.runtime.cli;

/**
 * How a diagnosis ends.
 *
 * @param sentence what is wrong, or that all is well
 * @param command what to run next
 */
record Verdict(ExitCode exit, String sentence, String command) {}
