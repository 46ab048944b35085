/** The routes of the API but for lists. */
@NullMarked
package io.noetl.runtime.endpoint.api;

import org.jspecify.annotations.NullMarked;
