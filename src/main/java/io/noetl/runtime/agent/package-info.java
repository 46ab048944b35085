/**
 * The resident commands: the heartbeat loop with its stamp file, health endpoint and notifications,
 * and the supervisor of a child process.
 */
@NullMarked
package io.noetl.runtime.agent;

import org.jspecify.annotations.NullMarked;
