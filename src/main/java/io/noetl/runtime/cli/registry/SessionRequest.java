package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.LogLines;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which registry a session is opened on, and for how long it is used.
 *
 * @param options the options that name the registry
 * @param environment the process around the command
 * @param flags flags of the command's own that are settings too
 * @param patience the longest time limit of a request for a session that polls; null for others
 * @param log the log of a process that sends heartbeats until it ends; null for other sessions
 */
public record SessionRequest(
    RegistryOptions options,
    Environment environment,
    Map<Setting, String> flags,
    @Nullable Duration patience,
    @Nullable LogLines log) {

  /** The first request of a JVM takes longer than half of a short interval, more so over TLS. */
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

  /** A session for one command that ends as soon as it has its answers. */
  public static SessionRequest of(RegistryOptions options, Environment environment) {
    return new SessionRequest(options, environment, Map.of(), null, null);
  }

  /** The same with flags of the command's own that are settings too. */
  public SessionRequest with(Map<Setting, String> others) {
    return new SessionRequest(options, environment, others, patience, log);
  }

  /**
   * The same for a command that polls: a call with all its retries takes no longer than the time
   * limit of one request, so that the last poll ends soon after the end of the wait.
   */
  public SessionRequest polling(Duration longest) {
    return new SessionRequest(options, environment, flags, longest, log);
  }

  /**
   * The same for a process that sends heartbeats: each call, with all its retries, ends within half
   * of the interval, so that a registry that does not answer costs no heartbeat but the one at
   * hand. With a short interval it may cost some.
   */
  public SessionRequest resident(LogLines lines) {
    return new SessionRequest(options, environment, flags, patience, lines);
  }

  /** Whether more than one call is expected, so that connections are worth keeping. */
  boolean isLasting() {
    return log != null || patience != null;
  }

  /** The settings, with the limits that follow from the use. */
  Settings settings() {
    Settings settings = options.settings(flags, environment);
    if (log != null) {
      Duration half = settings.duration(Setting.EVERY).dividedBy(2);
      Duration most = half.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : half;
      return settings.atMost(most, Setting.TIMEOUT).atMost(most, Setting.DEADLINE);
    }
    if (patience != null) {
      Settings polling = settings.atMost(patience, Setting.TIMEOUT);
      return polling.atMost(polling.duration(Setting.TIMEOUT), Setting.DEADLINE);
    }
    return settings;
  }
}
