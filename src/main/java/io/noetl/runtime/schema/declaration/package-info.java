/** Declared components, and how they differ from those registered. */
@NullMarked
package io.noetl.runtime.schema.declaration;

import org.jspecify.annotations.NullMarked;
