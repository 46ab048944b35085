/** Runs statements on connections to a database, and names what differs between engines. */
@NullMarked
package io.noetl.runtime.service.jdbc;

import org.jspecify.annotations.NullMarked;
