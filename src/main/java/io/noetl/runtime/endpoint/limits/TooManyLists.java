package io.noetl.runtime.endpoint.limits;

/** A client has reached its limit of lists; the message is for the client. */
public final class TooManyLists extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyLists(String word, int most) {
    super(
        "this "
            + word
            + " has "
            + most
            + (most == 1 ? " list" : " lists")
            + " in progress, the limit (--lists-per-client): wait until one has ended",
        null,
        false,
        false);
  }
}
