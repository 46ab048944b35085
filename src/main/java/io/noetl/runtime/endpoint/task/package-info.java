/** Tasks that run at intervals beside the requests. */
@NullMarked
package io.noetl.runtime.endpoint.task;

import org.jspecify.annotations.NullMarked;
