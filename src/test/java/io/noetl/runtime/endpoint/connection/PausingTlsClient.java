package io.noetl.runtime.endpoint.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** A TLS client that can pause at each step of the handshake and inside of each record. */
final class PausingTlsClient implements AutoCloseable {

  /** Runs between two writes, and before each read. */
  @FunctionalInterface
  interface Pause {
    void take() throws IOException;
  }

  private final Socket socket;
  private final SSLEngine engine;
  private final Pause pause;
  private final ByteBuffer received;
  private final ByteBuffer plain;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  PausingTlsClient(Socket socket, SSLEngine engine, Pause pause) {
    this.socket = socket;
    this.engine = engine;
    this.pause = pause;
    this.received = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
    this.plain = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize());
  }

  /** Runs the handshake with a pause at each step and inside of each record. */
  void shakeHands() throws IOException {
    pause.take();
    engine.beginHandshake();
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
      status =
          switch (status) {
            case NEED_WRAP -> send(ByteBuffer.allocate(0));
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive();
            case NEED_TASK -> {
              engine.getDelegatedTask().run();
              yield engine.getHandshakeStatus();
            }
            case FINISHED, NOT_HANDSHAKING -> status;
          };
    }
    pause.take();
  }

  /** Sends a request in two pieces, and returns the first line of the answer. */
  String ask(String head, String body) throws IOException {
    send(ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
    pause.take();
    send(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    text.reset();
    while (!text.toString(StandardCharsets.UTF_8).contains("\r\n")) {
      receive();
    }
    pause.take();
    return text.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
  }

  private HandshakeStatus send(ByteBuffer content) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(content, record);
    byte[] bytes = Arrays.copyOf(record.array(), record.position());
    int middle = bytes.length / 2;
    socket.getOutputStream().write(bytes, 0, middle);
    pause.take();
    socket.getOutputStream().write(bytes, middle, bytes.length - middle);
    return result.getHandshakeStatus();
  }

  private HandshakeStatus receive() throws IOException {
    while (true) {
      received.flip();
      SSLEngineResult result = engine.unwrap(received, plain);
      received.compact();
      plain.flip();
      text.write(plain.array(), 0, plain.limit());
      plain.clear();
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> {
          pause.take();
          byte[] next = new byte[received.remaining()];
          int count = socket.getInputStream().read(next);
          if (count < 0) {
            throw new IOException("the server hung up");
          }
          received.put(next, 0, count);
        }
        case CLOSED -> throw new IOException("the server said goodbye");
        case OK, BUFFER_OVERFLOW -> {
          return result.getHandshakeStatus();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
