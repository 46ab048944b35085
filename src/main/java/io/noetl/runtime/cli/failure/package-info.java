/** Errors on the command line: exit codes, messages and usage problems. */
@NullMarked
package io.noetl.runtime.cli.failure;

import org.jspecify.annotations.NullMarked;
