/** Checks of the headers Host and Origin. */
@NullMarked
package io.noetl.runtime.endpoint.host;

import org.jspecify.annotations.NullMarked;
