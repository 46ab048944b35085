/** The checks of the path to a registry, step by step, and their results. */
@NullMarked
package io.noetl.runtime.schema.diagnosis;

import org.jspecify.annotations.NullMarked;
