/**
 * The port to a registry of runtime components, the records that cross it, and the errors it gives.
 *
 * <p>Validation and normalisation happen in the constructors here, so a request that exists is one
 * that may be sent.
 */
@NullMarked
package io.noetl.runtime.schema;

import org.jspecify.annotations.NullMarked;
