/** What commands share about components: arguments, options, filters and columns. */
@NullMarked
package io.noetl.runtime.cli.component;

import org.jspecify.annotations.NullMarked;
