/** The metrics of the endpoint and their page. */
@NullMarked
package io.noetl.runtime.endpoint.metrics;

import org.jspecify.annotations.NullMarked;
