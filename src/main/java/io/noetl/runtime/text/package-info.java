/** How text is written for people and for shells; knows nothing of the rest. */
@NullMarked
package io.noetl.runtime.text;

import org.jspecify.annotations.NullMarked;
