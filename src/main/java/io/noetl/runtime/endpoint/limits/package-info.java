/** Limits of memory, connections and concurrency, shared fairly among clients. */
@NullMarked
package io.noetl.runtime.endpoint.limits;

import org.jspecify.annotations.NullMarked;
