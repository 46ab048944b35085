package io.noetl.runtime.contract;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy before a PostgreSQL server that reads the messages of both sides, notes those of the
 * client, and can cut a connection at one of them.
 */
public final class WireProxy implements AutoCloseable {

  private static final int SSL_REQUEST = 80_877_103;
  private static final int CANCEL_REQUEST = 80_877_102;

  private final int serverPort;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<StringBuilder> conversations = new ArrayList<>();
  private volatile char cutAtRequest;
  private volatile char cutAtAnswer;
  private volatile boolean silent;

  private WireProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
  }

  /** A proxy on a free port. */
  public static WireProxy before(PostgresServer server) throws IOException {
    WireProxy proxy = new WireProxy(server.port());
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** The URL of a database through the proxy. */
  public String url(PostgresDatabase database) {
    return database
        .url()
        .replace(":" + database.server().port() + "/", ":" + listener.getLocalPort() + "/");
  }

  /** From now on a message of this type from a client ends its connection, and is not sent on. */
  public void cutAtRequest(char type) {
    cutAtRequest = type;
  }

  /** From now on a message of this type from the server ends the connection, and is not sent on. */
  public void cutAtAnswer(char type) {
    cutAtAnswer = type;
  }

  /** From now on no answer to a statement reaches a client, and no connection ends. */
  public void keepSilentAfterLogin() {
    silent = true;
  }

  /** From now on everything passes. */
  public void mend() {
    silent = false;
    cutAtRequest = 0;
    cutAtAnswer = 0;
  }

  /**
   * What each connection's client sent: {@code ssl}, {@code start} or {@code cancel} without a
   * type, then a letter a message as in PostgreSQL's protocol. The server answers to {@code S}.
   */
  public List<String> conversations() {
    synchronized (conversations) {
      return conversations.stream().map(StringBuilder::toString).toList();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket("localhost", serverPort);
        sockets.addAll(List.of(client, server));
        StringBuilder said = new StringBuilder();
        synchronized (conversations) {
          conversations.add(said);
        }
        Thread.ofVirtual()
            .start(() -> untilTheEnd(client, server, () -> talk(client, server, said)));
      }
    } catch (IOException closed) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  private void talk(Socket client, Socket server, StringBuilder said) throws IOException {
    DataInputStream from = new DataInputStream(client.getInputStream());
    DataOutputStream to = new DataOutputStream(server.getOutputStream());
    int code;
    do {
      code = passStart(from, to, said);
      if (code == SSL_REQUEST) {
        client.getOutputStream().write(server.getInputStream().read());
      }
    } while (code == SSL_REQUEST);
    if (code == CANCEL_REQUEST) {
      return;
    }
    Thread.ofVirtual().start(() -> untilTheEnd(client, server, () -> answer(client, server)));
    while (true) {
      char type = (char) from.readUnsignedByte();
      note(said, String.valueOf(type));
      if (type == cutAtRequest) {
        return;
      }
      pass(type, from, to);
    }
  }

  private int passStart(DataInputStream from, DataOutputStream to, StringBuilder said)
      throws IOException {
    int length = from.readInt();
    byte[] rest = from.readNBytes(length - Integer.BYTES);
    int code =
        (rest[0] & 0xff) << 24 | (rest[1] & 0xff) << 16 | (rest[2] & 0xff) << 8 | rest[3] & 0xff;
    note(said, code == SSL_REQUEST ? "ssl " : code == CANCEL_REQUEST ? "cancel" : "start ");
    to.writeInt(length);
    to.write(rest);
    to.flush();
    return code;
  }

  private void answer(Socket client, Socket server) throws IOException {
    DataInputStream from = new DataInputStream(server.getInputStream());
    DataOutputStream to = new DataOutputStream(client.getOutputStream());
    boolean loggedIn = false;
    while (true) {
      char type = (char) from.readUnsignedByte();
      if (type == cutAtAnswer) {
        return;
      }
      if (silent && loggedIn) {
        from.skipNBytes(from.readInt() - Integer.BYTES);
      } else {
        pass(type, from, to);
      }
      // The login ends with the first ReadyForQuery.
      loggedIn |= type == 'Z';
    }
  }

  private static void pass(char type, DataInputStream from, DataOutputStream to)
      throws IOException {
    int length = from.readInt();
    byte[] rest = from.readNBytes(length - Integer.BYTES);
    to.writeByte(type);
    to.writeInt(length);
    to.write(rest);
    to.flush();
  }

  private void note(StringBuilder said, String message) {
    synchronized (conversations) {
      said.append(message);
    }
  }

  private static void untilTheEnd(Socket client, Socket server, Talk talk) {
    try (client;
        server) {
      talk.run();
    } catch (IOException ended) {
      // One side closed its connection; close the other.
    }
  }

  /** One direction of a connection. */
  private interface Talk {
    void run() throws IOException;
  }
}
