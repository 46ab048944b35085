package io.noetl.runtime.endpoint.route;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A long body, in portions of memory or in a file, which is read while it is sent. */
public interface StoredBody {

  /** The length in bytes. */
  long size();

  /** Fills a buffer from a position on, or up to the end of the body. */
  void read(ByteBuffer buffer, long from) throws IOException;
}
