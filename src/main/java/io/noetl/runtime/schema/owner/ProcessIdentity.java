package io.noetl.runtime.schema.owner;

import io.noetl.runtime.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which process a row names as its owner. A pid alone is reused later, and in other containers;
 * values that a row lacks are not compared.
 *
 * @param hostname the host that it runs on
 * @param pid its number
 * @param namespace the boot and the PID namespace in which it has that number
 * @param started when it started, in clock ticks since the boot
 * @param socket what is there as long as the namespace is: a network namespace and the name of an
 *     abstract Unix socket in it
 */
public record ProcessIdentity(
    @Nullable String hostname,
    @Nullable String pid,
    @Nullable String namespace,
    @Nullable String started,
    @Nullable String socket) {

  public static final String NAMESPACE = "pid_ns";
  public static final String STARTED = "pid_started";
  public static final String SOCKET = "pid_ns_socket";

  /** What a runtime object says of its process beside host and pid. */
  public static final List<String> DETAILS = List.of(NAMESPACE, STARTED, SOCKET);

  /** The process that a runtime object names. */
  public static ProcessIdentity of(JsonObject runtime) {
    return new ProcessIdentity(
        runtime.text("hostname"),
        runtime.text("pid"),
        runtime.text(NAMESPACE),
        runtime.text(STARTED),
        runtime.text(SOCKET));
  }

  /** Host and pid for a sentence, such as {@code host node-1 pid 42}. */
  public String inWords() {
    return inWords(hostname, pid);
  }

  /** The same of a host and a pid that were read separately. */
  public static String inWords(@Nullable String hostname, @Nullable String pid) {
    String host = hostname == null ? "an unnamed host" : "host " + hostname;
    return pid == null ? host : host + " pid " + pid;
  }

  /** Whether both name a host, and the same. */
  public boolean isOnHostOf(ProcessIdentity other) {
    return hostname != null && hostname.equals(other.hostname);
  }

  /** Whether it is the other; without a pid it is the host, and every process of it. */
  public boolean isSame(ProcessIdentity other) {
    return isOnHostOf(other) && Objects.equals(pid, other.pid) && !differs(other);
  }

  /** Whether it is surely not the other. */
  public boolean isOther(ProcessIdentity other) {
    return contradict(hostname, other.hostname) || contradict(pid, other.pid) || differs(other);
  }

  private boolean differs(ProcessIdentity other) {
    return contradict(namespace, other.namespace) || contradict(started, other.started);
  }

  private static boolean contradict(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }
}
