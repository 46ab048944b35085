/** The command that shows what components depend on. */
@NullMarked
package io.noetl.runtime.cli.dependency;

import org.jspecify.annotations.NullMarked;
