/** The process edge of {@code noetl-runtime}. */
@NullMarked
package io.noetl.runtime;

import org.jspecify.annotations.NullMarked;
