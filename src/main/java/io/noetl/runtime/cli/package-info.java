/** The command line: one file per command, shared options as mixins, exit codes and wiring. */
@NullMarked
package io.noetl.runtime.cli;

import org.jspecify.annotations.NullMarked;
