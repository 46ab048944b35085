/** The commands that change single components: register, set, deregister, drain and resume. */
@NullMarked
package io.noetl.runtime.cli.change;

import org.jspecify.annotations.NullMarked;
