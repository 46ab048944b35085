package io.noetl.runtime.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A pgbouncer in transaction mode before a server, with two connections to it. */
public final class Pgbouncer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
  private static final long NANOS_TO_START = 20_000_000_000L;

  private final Process process;
  private final int port;

  private Pgbouncer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it in a directory of the test; skips the test where it is not installed. */
  public static Pgbouncer before(PostgresServer server, Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "needs " + PROGRAM + ": install Debian's package pgbouncer (.ci/run does)");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    // It runs as another user than we do when we are root, which it refuses to be.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"\"\n");
    Files.writeString(
        folder.resolve("pgbouncer.ini"),
        """
        [databases]
        * = host=127.0.0.1 port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = trust
        auth_file = %s
        pool_mode = transaction
        default_pool_size = 2
        """
            .formatted(server.port(), port, folder.resolve("users.txt")));
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
    }
    command.addAll(List.of(PROGRAM.toString(), folder.resolve("pgbouncer.ini").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("pgbouncer.log").toFile())
            .start();
    Pgbouncer started = new Pgbouncer(process, port);
    started.awaitStart(folder.resolve("pgbouncer.log"));
    return started;
  }

  /** The URL of a database through it. */
  public String url(PostgresDatabase database) {
    return "postgresql://postgres@127.0.0.1:" + port + "/" + database.name();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void awaitStart(Path log) throws Exception {
    long start = System.nanoTime();
    while (!listens()) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS) || System.nanoTime() - start > NANOS_TO_START) {
        close();
        throw new IllegalStateException("pgbouncer does not start: " + Files.readString(log));
      }
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
