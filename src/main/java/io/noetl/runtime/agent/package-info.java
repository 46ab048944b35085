/** What stays: the heartbeat loop and what it tells others. */
@NullMarked
package io.noetl.runtime.agent;

import org.jspecify.annotations.NullMarked;
