/** The commands that keep running beside a component: heartbeat and run. */
@NullMarked
package io.noetl.runtime.cli.resident;

import org.jspecify.annotations.NullMarked;
