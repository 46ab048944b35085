/** What is a secret, and what is shown in its place: one rule for settings, components and logs. */
@NullMarked
package io.noetl.runtime.secrets;

import org.jspecify.annotations.NullMarked;
