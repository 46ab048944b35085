package io.noetl.runtime.schema.maintenance;

import io.noetl.runtime.schema.Liveness;

/**
 * How many components of a kind are in the same state.
 *
 * @param kind as stored
 * @param status what the stored status is worth, as {@link Liveness} has it
 */
public record ComponentCount(String kind, String status, long count) {}
