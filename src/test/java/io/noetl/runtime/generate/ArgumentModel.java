package io.noetl.runtime.generate;

/**
 * An argument of a command.
 *
 * @param label what the help calls it
 * @param repeatable whether it is the last and may be given several times
 */
public record ArgumentModel(String label, Taken taken, boolean repeatable, String description) {}
