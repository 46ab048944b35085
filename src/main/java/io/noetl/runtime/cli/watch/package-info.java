/** The commands that follow components over time: watch and flaps. */
@NullMarked
package io.noetl.runtime.cli.watch;

import org.jspecify.annotations.NullMarked;
