/** How results, progress and questions are shown on a terminal or in a pipe. */
@NullMarked
package io.noetl.runtime.cli.terminal;

import org.jspecify.annotations.NullMarked;
