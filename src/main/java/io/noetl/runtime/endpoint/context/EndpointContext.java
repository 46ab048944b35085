package io.noetl.runtime.endpoint.context;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the endpoint takes from the process around it.
 *
 * @param log takes the lines of the log
 * @param droppedLines how many of them nobody read in time
 * @param quiet whether only warnings and errors are logged
 * @param clock the time that log lines carry
 * @param nanoTime the clock that durations are measured with
 * @param chance where request ids come from
 * @param hostName the name of this host
 * @param pid this process
 * @param version the version of this program
 */
public record EndpointContext(
    Consumer<String> log,
    LongSupplier droppedLines,
    boolean quiet,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator chance,
    String hostName,
    long pid,
    String version) {}
