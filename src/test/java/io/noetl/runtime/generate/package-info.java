/** Makes the completions and the manual pages; nothing of it is shipped. */
@NullMarked
package io.noetl.runtime.generate;

import org.jspecify.annotations.NullMarked;
