/** The command doctor: checks each step from the configuration to a component. */
@NullMarked
package io.noetl.runtime.cli.doctor;

import org.jspecify.annotations.NullMarked;
