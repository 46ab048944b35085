/** What an endpoint is started with: its options, the process around it, and its log. */
@NullMarked
package io.noetl.runtime.endpoint.context;

import org.jspecify.annotations.NullMarked;
