package io.noetl.runtime.cli.process;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The processes of this host as proc(5) shows them. */
public final class LinuxProcesses implements HostProcesses {

  private static final Path BOOT = Path.of("sys/kernel/random/boot_id");
  private static final String SOCKET_PREFIX = "noetl-runtime-";

  /** The unit of times in proc(5), on every Linux that Java supports. */
  private static final double TICKS_PER_SECOND = 100;

  /** Registries may report times in whole seconds. */
  private static final double UNSURE_SECONDS = 2;

  // The fields of /proc/PID/stat after the name, which may contain any character.
  private static final int STATE = 0;
  private static final int THREADS = 17;
  private static final int STARTED = 19;

  private final Path proc;
  private final Supplier<KernelCalls> kernel;
  private final RandomGenerator chance;

  /**
   * The processes in a mount of proc(5).
   *
   * @param kernel supplies system calls for what proc(5) does not show
   * @param chance the source of random socket names
   */
  public LinuxProcesses(Path proc, Supplier<KernelCalls> kernel, RandomGenerator chance) {
    this.proc = proc;
    this.kernel = kernel;
    this.chance = chance;
  }

  @Override
  public OwnerState look(ProcessIdentity owner, @Nullable Duration silence) {
    Integer pid = number(owner.pid());
    if (pid == null) {
      return OwnerState.UNKNOWN;
    }
    if (owner.namespace() != null && !owner.namespace().equals(namespace())) {
      return elsewhere(owner);
    }
    try {
      String[] stat = stat(pid);
      return isProcess(pid, stat) && isOwner(owner, stat, silence)
          ? OwnerState.RUNS
          : OwnerState.ENDED;
    } catch (NoSuchFileException absent) {
      // Some mounts of /proc hide the processes of other users.
      return kernel.get().exists(pid) ? OwnerState.UNKNOWN : OwnerState.ENDED;
    } catch (IOException hidden) {
      return OwnerState.UNKNOWN;
    }
  }

  /** A PID namespace ends with its first process, and so does the socket of that process. */
  private OwnerState elsewhere(ProcessIdentity owner) {
    String here = inode("net") + "/";
    String socket = owner.socket();
    return socket != null
            && isOfThisBoot(owner)
            && socket.startsWith(here + SOCKET_PREFIX)
            && kernel.get().isFree(socket.substring(here.length()))
        ? OwnerState.ENDED
        : OwnerState.UNKNOWN;
  }

  private boolean isOfThisBoot(ProcessIdentity owner) {
    String boot = text(BOOT);
    return boot != null && owner.namespace() != null && owner.namespace().startsWith(boot + "/");
  }

  /** Whether a number is that of a process and not of a thread or a zombie. */
  private boolean isProcess(int pid, String[] stat) throws IOException {
    String leader = "\nTgid:\t" + pid + "\n";
    boolean hasEnded = "ZX".contains(stat[STATE]) && stat[THREADS].equals("1");
    return !hasEnded && read(Path.of("" + pid, "status")).contains(leader);
  }

  private boolean isOwner(ProcessIdentity owner, String[] stat, @Nullable Duration silence) {
    if (owner.started() != null) {
      return owner.started().equals(stat[STARTED]);
    }
    double age = kernel.get().sinceBoot() - Long.parseLong(stat[STARTED]) / TICKS_PER_SECOND;
    return silence == null || age + UNSURE_SECONDS >= silence.toMillis() / 1000.0;
  }

  @Override
  public JsonObject details(long pid) {
    String namespace = namespace();
    try {
      String started = stat(pid)[STARTED];
      return namespace == null
          ? JsonObject.EMPTY
          : JsonObject.EMPTY
              .with(ProcessIdentity.NAMESPACE, namespace)
              .with(ProcessIdentity.STARTED, Long.parseLong(started));
    } catch (IOException unseen) {
      return JsonObject.EMPTY;
    }
  }

  @Override
  public JsonObject anchor() {
    String network = inode("net");
    if (ProcessHandle.current().pid() != 1 || network == null) {
      return JsonObject.EMPTY;
    }
    String name = SOCKET_PREFIX + Long.toHexString(chance.nextLong());
    return kernel.get().take(name)
        ? JsonObject.EMPTY.with(ProcessIdentity.SOCKET, network + "/" + name)
        : JsonObject.EMPTY;
  }

  /** The boot id and the PID namespace; null where either is hidden. */
  private @Nullable String namespace() {
    String boot = text(BOOT);
    String inode = inode("pid");
    return boot == null || inode == null ? null : boot + "/" + inode;
  }

  /** The number of a namespace of this process, such as {@code pid:[4026531836]}. */
  private @Nullable String inode(String kind) {
    try {
      String link = Files.readSymbolicLink(proc.resolve("self/ns/" + kind)).toString();
      return link.substring(link.indexOf('[') + 1, link.length() - 1);
    } catch (IOException hidden) {
      return null;
    }
  }

  private @Nullable String text(Path file) {
    try {
      return read(file).strip();
    } catch (IOException hidden) {
      return null;
    }
  }

  private String[] stat(long pid) throws IOException {
    String line = read(Path.of("" + pid, "stat"));
    return line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
  }

  /** ISO 8859-1, since process names may contain any byte. */
  private String read(Path file) throws IOException {
    return Files.readString(proc.resolve(file), StandardCharsets.ISO_8859_1);
  }

  private static @Nullable Integer number(@Nullable String pid) {
    try {
      int number = pid == null ? 0 : Integer.parseInt(pid);
      return number > 0 ? number : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
