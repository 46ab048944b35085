/** Certificates, keys and trust, for every connection that this program makes with TLS. */
@NullMarked
package io.noetl.runtime.tls;

import org.jspecify.annotations.NullMarked;
