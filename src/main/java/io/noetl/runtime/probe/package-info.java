/** Asks components themselves whether they answer, within limits. */
@NullMarked
package io.noetl.runtime.probe;

import org.jspecify.annotations.NullMarked;
