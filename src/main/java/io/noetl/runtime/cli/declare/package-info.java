/** The commands that work on whole declared fleets: apply, export and compare. */
@NullMarked
package io.noetl.runtime.cli.declare;

import org.jspecify.annotations.NullMarked;
