/** Routes of the API, the calls that they take and the replies that they give. */
@NullMarked
package io.noetl.runtime.endpoint.route;

import org.jspecify.annotations.NullMarked;
