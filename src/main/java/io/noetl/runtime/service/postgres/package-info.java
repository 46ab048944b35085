/** What is PostgreSQL's own: libpq's URLs and parameters, TLS, its connections, SQL and errors. */
@NullMarked
package io.noetl.runtime.service.postgres;

import org.jspecify.annotations.NullMarked;
