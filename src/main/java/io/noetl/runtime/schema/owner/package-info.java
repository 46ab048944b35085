/** The process that owns a component, and whether it is still running. */
@NullMarked
package io.noetl.runtime.schema.owner;

import org.jspecify.annotations.NullMarked;
