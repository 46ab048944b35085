/** Versions of components, and ranges of versions. */
@NullMarked
package io.noetl.runtime.schema.version;

import org.jspecify.annotations.NullMarked;
