/** From an HTTP request to a call, and from a reply to an HTTP response. */
@NullMarked
package io.noetl.runtime.endpoint.http;

import org.jspecify.annotations.NullMarked;
