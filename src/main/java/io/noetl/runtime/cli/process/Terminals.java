package io.noetl.runtime.cli.process;

/**
 * Which of the standard streams are terminals.
 *
 * @param in whether a person can answer on standard input
 * @param out whether results are shown on a terminal
 * @param err whether messages are shown on a terminal
 * @param columns the terminal's width in columns; 0 where there is no terminal
 * @param screen the terminal of standard output, for commands that draw on it
 */
public record Terminals(boolean in, boolean out, boolean err, int columns, Screen screen) {}
