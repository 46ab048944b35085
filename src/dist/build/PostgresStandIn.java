import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * As much of a PostgreSQL server as a heartbeat meets: the login with SCRAM-SHA-256, and one row
 * with an id for every statement. The build has no server to train the start-up cache on.
 */
final class PostgresStandIn implements AutoCloseable {

  static final String PASSWORD = "training";

  private static final int PROTOCOL_3 = 196608;
  private static final int ITERATIONS = 4096;

  private final ServerSocket socket;

  private PostgresStandIn(ServerSocket socket) {
    this.socket = socket;
  }

  static PostgresStandIn start() throws IOException {
    PostgresStandIn server =
        new PostgresStandIn(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().start(server::accept);
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (true) {
      try (Socket client = socket.accept()) {
        new Dialogue(client).run();
      } catch (IOException | GeneralSecurityException over) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }

  /** One client's connection. */
  private static final class Dialogue {

    private final DataInputStream in;
    private final DataOutputStream out;

    Dialogue(Socket client) throws IOException {
      this.in = new DataInputStream(client.getInputStream());
      this.out = new DataOutputStream(client.getOutputStream());
    }

    void run() throws IOException, GeneralSecurityException {
      while (startUp() != PROTOCOL_3) {
        out.writeByte('N'); // neither TLS nor GSSAPI
      }
      logIn();
      send('S', text("server_version", "18.0"));
      send('S', text("client_encoding", "UTF8"));
      send('S', text("standard_conforming_strings", "on"));
      send('S', text("integer_datetimes", "on"));
      send('S', text("TimeZone", "UTC"));
      send('S', text("DateStyle", "ISO, MDY"));
      send('K', number(1), number(2));
      send('Z', new byte[] {'I'});
      for (int type = in.read(); type >= 0 && type != 'X'; type = in.read()) {
        body();
        answer(type);
      }
    }

    private int startUp() throws IOException {
      int length = in.readInt();
      int code = in.readInt();
      in.skipNBytes(length - 8);
      return code;
    }

    private void answer(int type) throws IOException {
      switch (type) {
        case 'P' -> send('1');
        case 'B' -> send('2');
        case 'D' -> send('T', column("runtime_id"));
        case 'E' -> {
          byte[] id = "383317589704572928".getBytes(StandardCharsets.UTF_8);
          send('D', new byte[] {0, 1}, number(id.length), id);
          send('C', text("UPDATE 1"));
        }
        case 'S' -> send('Z', new byte[] {'I'});
        case 'Q' -> {
          send('C', text("SET"));
          send('Z', new byte[] {'I'});
        }
        default -> {}
      }
    }

    private static byte[] column(String name) {
      byte[] text = text(name);
      return ByteBuffer.allocate(2 + text.length + 18)
          .putShort((short) 1)
          .put(text)
          .putInt(0)
          .putShort((short) 0)
          .putInt(20) // int8
          .putShort((short) 8)
          .putInt(-1)
          .putShort((short) 0)
          .array();
    }

    private void logIn() throws IOException, GeneralSecurityException {
      send('R', number(10), text("SCRAM-SHA-256", ""));
      in.readByte();
      String first = new String(body(), StandardCharsets.UTF_8);
      String bare = first.substring(first.indexOf("n="));
      byte[] salt = new byte[16];
      String challenge =
          bare.substring(bare.indexOf("r="))
              + "server,s="
              + Base64.getEncoder().encodeToString(salt)
              + ",i="
              + ITERATIONS;
      send('R', number(11), challenge.getBytes(StandardCharsets.UTF_8));
      in.readByte();
      String last = new String(body(), StandardCharsets.UTF_8);
      String spoken = bare + "," + challenge + "," + last.substring(0, last.indexOf(",p="));
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, ITERATIONS, 256))
              .getEncoded();
      byte[] signature = hmac(hmac(salted, "Server Key"), spoken);
      String proof = "v=" + Base64.getEncoder().encodeToString(signature);
      send('R', number(12), proof.getBytes(StandardCharsets.UTF_8));
      send('R', number(0));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] body() throws IOException {
      return in.readNBytes(in.readInt() - 4);
    }

    private void send(char type, byte[]... parts) throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (byte[] part : parts) {
        body.writeBytes(part);
      }
      out.writeByte(type);
      out.writeInt(body.size() + 4);
      body.writeTo(out);
      out.flush();
    }

    private static byte[] number(int value) {
      return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Strings, each with a zero byte behind it. */
    private static byte[] text(String... strings) {
      return (String.join("\0", strings) + "\0").getBytes(StandardCharsets.UTF_8);
    }
  }
}
