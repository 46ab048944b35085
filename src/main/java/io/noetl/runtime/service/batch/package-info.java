/** Puts concurrent heartbeats together into one statement, and throttles lists beside them. */
@NullMarked
package io.noetl.runtime.service.batch;

import org.jspecify.annotations.NullMarked;
