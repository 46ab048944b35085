/** How results are shown: formats, columns and the terminal, for things of any type. */
@NullMarked
package io.noetl.runtime.output;

import org.jspecify.annotations.NullMarked;
