package io.noetl.runtime.cli.process;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Everything that a run takes from the world around it, so that a test can be that world.
 *
 * @param variables the environment variables
 * @param home the user's home directory; empty or relative where there is none to be used
 * @param in standard input
 * @param out standard output, for results alone
 * @param err standard error, for everything else
 * @param inIsTerminal whether somebody can answer on {@code in}
 * @param outIsTerminal whether somebody looks at {@code out}
 * @param errIsTerminal whether somebody looks at {@code err}
 * @param columns the terminal's width; 0 where there is none
 * @param clock the local clock; ages are measured with the registry's own where it tells it
 * @param chance where ids of processes without a node of their own come from
 * @param hostName the name of this host, asked only when a component registers
 * @param processes the processes of this host
 * @param time the time that passes, for commands that wait
 * @param launch what the launcher did
 * @param signals where a process that stays learns what it is told
 * @param screen what {@code out} is at the moment, for what draws on it
 * @param halt ends the process at once with an exit code
 * @param queue what holds output back for a process that stays
 * @param version the version of this program
 */
public record Environment(
    Map<String, String> variables,
    Path home,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    InstantSource clock,
    RandomGenerator chance,
    Supplier<String> hostName,
    HostProcesses processes,
    PassingTime time,
    Launch launch,
    Signals signals,
    Screen screen,
    IntConsumer halt,
    OutputQueue queue,
    String version) {

  /** The same world with results that go elsewhere. */
  public Environment withOut(PrintWriter other) {
    return new Environment(
        variables,
        home,
        in,
        other,
        err,
        inIsTerminal,
        outIsTerminal,
        errIsTerminal,
        columns,
        clock,
        chance,
        hostName,
        processes,
        time,
        launch,
        signals,
        screen,
        halt,
        queue,
        version);
  }
}
