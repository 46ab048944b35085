/** The commands about the tool itself: config, context, completion, exit-codes and probe-script. */
@NullMarked
package io.noetl.runtime.cli.settings;

import org.jspecify.annotations.NullMarked;
