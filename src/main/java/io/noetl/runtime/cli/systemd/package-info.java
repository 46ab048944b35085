/** Notifications to systemd, for commands that keep running. */
@NullMarked
package io.noetl.runtime.cli.systemd;

import org.jspecify.annotations.NullMarked;
