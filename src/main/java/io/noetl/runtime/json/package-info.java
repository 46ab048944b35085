/** JSON text, its nodes and its objects, safe to show on a terminal. */
@NullMarked
package io.noetl.runtime.json;

import org.jspecify.annotations.NullMarked;
