/** Bearer tokens, and what they allow. */
@NullMarked
package io.noetl.runtime.endpoint.auth;

import org.jspecify.annotations.NullMarked;
