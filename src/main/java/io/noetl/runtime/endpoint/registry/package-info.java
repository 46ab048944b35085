/** Calls to the registry: their concurrency, their deadlines, and the state of the database. */
@NullMarked
package io.noetl.runtime.endpoint.registry;

import org.jspecify.annotations.NullMarked;
