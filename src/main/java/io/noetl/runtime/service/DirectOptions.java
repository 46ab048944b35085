package io.noetl.runtime.service;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How direct mode works.
 *
 * @param databaseUrl {@code sqlite:PATH}
 * @param timeout how long a statement may take or wait for a lock
 * @param autoRecreate whether a heartbeat of an unknown name that brings its registration writes it
 *     again
 * @param ids where new ids come from
 * @param trace takes each SQL statement before it runs
 */
public record DirectOptions(
    String databaseUrl,
    Duration timeout,
    boolean autoRecreate,
    Snowflake ids,
    Consumer<String> trace) {}
