/** Which site a request is meant for, and which site's page asked for it. */
@NullMarked
package io.noetl.runtime.endpoint.site;

import org.jspecify.annotations.NullMarked;
