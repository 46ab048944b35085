/** The commands that maintain a registry: init, sweep and prune. */
@NullMarked
package io.noetl.runtime.cli.maintenance;

import org.jspecify.annotations.NullMarked;
