package io.noetl.runtime.cli.process;

import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * This host, and this process on it.
 *
 * @param name the name of the host, read only when a component registers
 * @param processes the processes of the host
 * @param signals the signals that this process receives
 * @param halt ends this process at once with an exit code
 * @param random the source of ids and of jitter
 */
public record Host(
    Supplier<String> name,
    HostProcesses processes,
    Signals signals,
    IntConsumer halt,
    RandomGenerator random) {}
