/**
 * Calls to the registry: how many at once, how long they may take, and whether the database
 * answers.
 */
@NullMarked
package io.noetl.runtime.endpoint.registry;

import org.jspecify.annotations.NullMarked;
