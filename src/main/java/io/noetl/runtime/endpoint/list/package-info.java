/** Lists of components, written as they are read from the registry. */
@NullMarked
package io.noetl.runtime.endpoint.list;

import org.jspecify.annotations.NullMarked;
