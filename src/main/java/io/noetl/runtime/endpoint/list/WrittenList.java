package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.route.StoredBody;
import org.jspecify.annotations.Nullable;

/**
 * A list in JSON.
 *
 * @param bytes all of it where it is short; else none
 * @param stored all of it where it is long; else null
 * @param isGzip whether it is compressed
 * @param release to be run once, when it is no longer needed
 */
record WrittenList(byte[] bytes, @Nullable StoredBody stored, boolean isGzip, Runnable release) {

  /** The same list for one of several readers. */
  WrittenList releasedBy(Runnable release) {
    return new WrittenList(bytes, stored, isGzip, release);
  }
}
