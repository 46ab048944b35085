/** The graph of what components depend on, computed from a list. */
@NullMarked
package io.noetl.runtime.schema.dependency;

import org.jspecify.annotations.NullMarked;
