/** The table {@code noetl.runtime}: its statements, their parameters and their rows. */
@NullMarked
package io.noetl.runtime.service.store;

import org.jspecify.annotations.NullMarked;
