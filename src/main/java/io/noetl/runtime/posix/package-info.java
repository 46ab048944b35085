/**
 * The calls of the C library that Java has no API for. All functions share one method handle, since
 * to link each of them would cost milliseconds; each is looked up when it is first called.
 */
@NullMarked
package io.noetl.runtime.posix;

import org.jspecify.annotations.NullMarked;
