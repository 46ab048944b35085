/** Commands that tell other programs where components can be reached. */
@NullMarked
package io.noetl.runtime.cli.discovery;

import org.jspecify.annotations.NullMarked;
