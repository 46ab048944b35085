/**
 * What a command takes from the process around it: streams, terminal, clock, signals and the host.
 */
@NullMarked
package io.noetl.runtime.cli.process;

import org.jspecify.annotations.NullMarked;
