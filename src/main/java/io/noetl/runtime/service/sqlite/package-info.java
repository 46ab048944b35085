/** What is SQLite's own: its file, its connections, its SQL and its errors. */
@NullMarked
package io.noetl.runtime.service.sqlite;

import org.jspecify.annotations.NullMarked;
