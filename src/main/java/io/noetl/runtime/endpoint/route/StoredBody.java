package io.noetl.runtime.endpoint.route;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A body that is too long for the memory, and is read as the client takes it. */
public interface StoredBody {

  /** The length in bytes. */
  long size();

  /** Fills a buffer from a position on, as far as there is something. */
  void read(ByteBuffer buffer, long from) throws IOException;
}
