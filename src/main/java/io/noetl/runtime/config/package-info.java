/**
 * Every setting of the tool, and where its value comes from: flag, environment, file or default.
 *
 * <p>Files are looked for only when a flag or the environment has not decided already, and YAML is
 * loaded only when a file is there.
 */
@NullMarked
package io.noetl.runtime.config;

import org.jspecify.annotations.NullMarked;
