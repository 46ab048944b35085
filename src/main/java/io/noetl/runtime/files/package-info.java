/** How files of ours are written: as a whole, and never over anything that is not ours. */
@NullMarked
package io.noetl.runtime.files;

import org.jspecify.annotations.NullMarked;
