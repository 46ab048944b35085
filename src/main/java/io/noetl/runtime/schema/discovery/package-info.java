/** Where components can be reached, and which of them take work. */
@NullMarked
package io.noetl.runtime.schema.discovery;

import org.jspecify.annotations.NullMarked;
