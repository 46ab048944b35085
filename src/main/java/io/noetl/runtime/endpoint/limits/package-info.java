/** What all clients of the endpoint together may hold of it, and which of them gives way. */
@NullMarked
package io.noetl.runtime.endpoint.limits;

import org.jspecify.annotations.NullMarked;
