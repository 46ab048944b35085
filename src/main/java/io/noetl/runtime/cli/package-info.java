/** The application: the table of commands, their help and how a command line is run. */
@NullMarked
package io.noetl.runtime.cli;

import org.jspecify.annotations.NullMarked;
