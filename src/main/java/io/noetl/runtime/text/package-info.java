/**
 * Text: escaping, widths, durations, shell words, the spelling of hosts and URLs. Imports no other
 * package.
 */
@NullMarked
package io.noetl.runtime.text;

import org.jspecify.annotations.NullMarked;
