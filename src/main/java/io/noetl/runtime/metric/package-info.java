/** The metrics of a component: their text formats, and where they are read from. */
@NullMarked
package io.noetl.runtime.metric;

import org.jspecify.annotations.NullMarked;
