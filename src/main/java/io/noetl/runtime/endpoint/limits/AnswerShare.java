package io.noetl.runtime.endpoint.limits;

import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Has an answer count from when its client does not take all of it at once until it has. */
public final class AnswerShare extends Callback.Nested {

  /** What an answer on its way has beside its body: a request, and buffers of Jetty's. */
  private static final int BASE = 12 * 1024;

  /** A long body is one that several answers have, or is read from a file. */
  private static final int LONGEST_COUNTED = 64 * 1024;

  private Budget.@Nullable Share share;
  private boolean done;

  /** To be told when all of the answer is taken, or never will be. */
  public AnswerShare(Callback sent) {
    super(sent);
  }

  /**
   * To be called when the writing has begun, whether it has ended or not.
   *
   * @param bytes what of the body is in memory
   * @param cut is told when the connection is ended to make room
   */
  public void begun(Budget answers, EndPoint client, long bytes, Consumer<EndPoint> cut) {
    synchronized (this) {
      if (done) {
        return;
      }
    }
    Budget.Share begun =
        answers.begin(
            client,
            BASE + Math.min(bytes, LONGEST_COUNTED),
            () -> {
              cut.accept(client);
              client.close();
            });
    synchronized (this) {
      if (!done) {
        share = begun;
        return;
      }
    }
    begun.close();
  }

  /** Before what it is the answer to ends, for the next may begin then. */
  private void end() {
    Budget.Share last;
    synchronized (this) {
      done = true;
      last = share;
      share = null;
    }
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void succeeded() {
    end();
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    end();
    super.failed(failure);
  }
}
