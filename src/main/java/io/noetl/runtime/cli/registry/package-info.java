/** Which registry a command works on, how it is opened, and the options for that. */
@NullMarked
package io.noetl.runtime.cli.registry;

import org.jspecify.annotations.NullMarked;
