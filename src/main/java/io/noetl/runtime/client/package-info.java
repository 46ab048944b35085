/** The registry of a NoETL server, over HTTP. */
@NullMarked
package io.noetl.runtime.client;

import org.jspecify.annotations.NullMarked;
