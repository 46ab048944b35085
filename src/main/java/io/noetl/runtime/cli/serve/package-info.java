/** The command serve and its options. */
@NullMarked
package io.noetl.runtime.cli.serve;

import org.jspecify.annotations.NullMarked;
