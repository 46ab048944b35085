package io.noetl.runtime.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Collects the body of an answer up to a limit, packed or unpacked. */
final class LimitedBody implements BodySubscriber<byte[]> {

  /** A hundred thousand components; an answer without end must not eat the memory. */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  static BodyHandler<byte[]> handler() {
    return response -> new LimitedBody();
  }

  /**
   * The body as the server meant it: {@code Content-Encoding} undone.
   *
   * @param body null where a proxy refused the way to the server
   */
  static byte[] unpacked(byte @Nullable [] body, HttpHeaders headers) throws IOException {
    if (body == null || body.length == 0) {
      return new byte[0];
    }
    String encoding =
        headers.firstValue("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "identity", "" -> body;
      case "gzip", "x-gzip" -> read(new GZIPInputStream(new ByteArrayInputStream(body)));
      case "deflate" -> read(new InflaterInputStream(new ByteArrayInputStream(body)));
      default ->
          throw new IOException("the answer is packed as " + encoding + ", which nobody asked for");
    };
  }

  private static byte[] read(InputStream packed) throws IOException {
    byte[] body = packed.readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new TooLargeException();
    }
    return body;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      bytes.writeBytes(chunk);
    }
    if (bytes.size() > MOST_BYTES && subscription != null) {
      subscription.cancel();
      whole.completeExceptionally(new TooLargeException());
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }

  /** The answer goes beyond the limit. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("the answer is larger than 64 MiB");
    }
  }
}
