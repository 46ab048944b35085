/** The commands that read components: list, get, check and wait. */
@NullMarked
package io.noetl.runtime.cli.query;

import org.jspecify.annotations.NullMarked;
