/**
 * The operations that only a database offers, beside the port: creation, sweeping, pruning and
 * counts.
 */
@NullMarked
package io.noetl.runtime.schema.maintenance;

import org.jspecify.annotations.NullMarked;
