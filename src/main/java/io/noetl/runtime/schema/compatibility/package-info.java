/** Rules on which versions of components fit together, and what breaks them. */
@NullMarked
package io.noetl.runtime.schema.compatibility;

import org.jspecify.annotations.NullMarked;
