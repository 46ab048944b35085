/** The routes by which other programs find components and learn whether they are alive. */
@NullMarked
package io.noetl.runtime.endpoint.discovery;

import org.jspecify.annotations.NullMarked;
