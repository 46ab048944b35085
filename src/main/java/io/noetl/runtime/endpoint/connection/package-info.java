/** The listener and its connections, with their limits. */
@NullMarked
package io.noetl.runtime.endpoint.connection;

import org.jspecify.annotations.NullMarked;
