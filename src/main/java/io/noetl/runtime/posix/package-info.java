/**
 * The calls of the C library that Java has no API for. Each function is looked up when it is first
 * called, because linking one costs milliseconds at start-up.
 */
@NullMarked
package io.noetl.runtime.posix;

import org.jspecify.annotations.NullMarked;
