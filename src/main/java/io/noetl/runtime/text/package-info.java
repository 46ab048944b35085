/**
 * How text is written for people and for shells, and how hosts are spelled; imports no other
 * package.
 */
@NullMarked
package io.noetl.runtime.text;

import org.jspecify.annotations.NullMarked;
