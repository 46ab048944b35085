/** The runtime API over HTTP in front of a registry, with what a resident process needs. */
@NullMarked
package io.noetl.runtime.endpoint;

import org.jspecify.annotations.NullMarked;
