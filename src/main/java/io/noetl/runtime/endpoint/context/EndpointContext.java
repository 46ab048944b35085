package io.noetl.runtime.endpoint.context;

import io.noetl.runtime.json.LogFormat;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint gets from its process.
 *
 * @param log takes the lines of the log
 * @param format how they are written
 * @param droppedLines how many lines were dropped because they were not read in time
 * @param quiet whether only warnings and errors are logged
 * @param clock the clock of log lines
 * @param nanoTime the clock that durations are measured with
 * @param chance the source of request ids
 * @param hostName the name of this host
 * @param pid the id of this process
 * @param version the version of this program
 * @param database the URL of the database without secrets, for the log; null for none to name
 */
public record EndpointContext(
    Consumer<String> log,
    LogFormat format,
    LongSupplier droppedLines,
    boolean quiet,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator chance,
    String hostName,
    long pid,
    String version,
    @Nullable String database) {}
