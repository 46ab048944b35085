package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.HeartbeatOptions;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.text.AmbiguousHost;
import io.noetl.runtime.text.DurationText;
import io.noetl.runtime.text.ShellWord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a heartbeat loop, and of what it reports to other programs. */
final class ResidentOptions {

  private static final Duration REPORT_EVERY = Duration.ofMinutes(1);
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      order = 32,
      description = "Keep sending heartbeats at this interval.")
  @Nullable String every;

  @Option(
      names = "--splay",
      paramLabel = "DURATION",
      order = 33,
      description = "Delay the start by a random part of this time.")
  @Nullable String splay;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      order = 34,
      description = "Exit with 8 after this many failures in a row.")
  @Nullable Integer maxFailures;

  @Option(
      names = "--unknown-grace",
      paramLabel = "DURATION",
      order = 35,
      description = "Time the name may stay unknown (default: 30s).")
  @Nullable String unknownGrace;

  @Option(
      names = "--on-exit",
      paramLabel = "END",
      order = 36,
      description = "Action on exit: deregister or none (default: none).")
  @Nullable HeartbeatEnd onExit;

  @Option(
      names = "--stamp",
      paramLabel = "FILE",
      order = 37,
      description = "Write this file after each heartbeat; see probe-script.")
  @Nullable String stamp;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      order = 38,
      description = "Serve /healthz on this loopback port, or on HOST:PORT.")
  @Nullable String healthPort;

  @Option(
      names = "--stats",
      order = 39,
      description = "Print a JSON line of statistics per minute and on exit.")
  boolean stats;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      order = 40,
      description = "Format of the log on stderr (default: text).")
  @Nullable String logFormat;

  @Option(
      names = "--metrics-from",
      paramLabel = "SOURCE",
      order = 41,
      description = "Read metrics for each heartbeat from a FILE, a URL or '!CMD'.")
  @Nullable String metricsFrom;

  @Option(
      names = "--metrics-match",
      paramLabel = "GLOB",
      order = 41,
      description = "Read only metrics with these names (repeatable).")
  @Nullable List<String> metricsMatch;

  boolean isGiven() {
    return every != null;
  }

  /** Refuses what means nothing without {@code --every}. */
  void checkAbsent() {
    String given =
        splay != null
            ? "--splay"
            : maxFailures != null
                ? "--max-failures"
                : unknownGrace != null
                    ? "--unknown-grace"
                    : onExit != null
                        ? "--on-exit"
                        : stamp != null
                            ? "--stamp"
                            : healthPort != null
                                ? "--health-port"
                                : stats
                                    ? "--stats"
                                    : logFormat != null
                                        ? "--log-format"
                                        : metricsFrom != null
                                            ? "--metrics-from"
                                            : metricsMatch != null ? "--metrics-match" : null;
    if (given != null) {
      throw new UsageException(given + " requires --every", "add --every 15s, or remove it");
    }
  }

  Map<Setting, String> flags() {
    return every == null ? Map.of() : Map.of(Setting.EVERY, every);
  }

  HeartbeatOptions options(Settings settings, Consumer<RuntimeRegistrationRequest> guard) {
    if (maxFailures != null && maxFailures < 1) {
      throw new UsageException("--max-failures is less than 1", "give 1 or more");
    }
    return HeartbeatOptions.every(settings.duration(Setting.EVERY))
        .withSplay(duration("--splay", splay, Duration.ZERO))
        .withMaxFailures(maxFailures)
        .withUnknownGrace(duration("--unknown-grace", unknownGrace, Duration.ofSeconds(30)))
        .withReportEvery(stats ? REPORT_EVERY : null)
        .withGuard(guard);
  }

  private static Duration duration(String option, @Nullable String text, Duration otherwise) {
    try {
      return text == null || text.equals("0") ? none(text, otherwise) : DurationText.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(option + ": " + wrong.getMessage(), null);
    }
  }

  private static Duration none(@Nullable String text, Duration otherwise) {
    return text == null ? otherwise : Duration.ZERO;
  }

  /** Where to serve health; null for nowhere. */
  @Nullable InetSocketAddress health() {
    if (healthPort == null) {
      return null;
    }
    int colon = healthPort.lastIndexOf(':');
    String digits = healthPort.substring(colon + 1);
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        || Integer.parseInt(digits) > HIGHEST_PORT) {
      throw new UsageException(
          "--health-port " + ShellWord.of(healthPort) + " is not a port",
          "use 8084 or 0.0.0.0:8084");
    }
    int port = Integer.parseInt(digits);
    if (colon >= 0 && AmbiguousHost.is(healthPort.substring(0, colon))) {
      throw new UsageException(
          "--health-port "
              + ShellWord.of(healthPort)
              + ": its IPv4 address should be four numbers from 0 to 255",
          "use 0.0.0.0:8084");
    }
    try {
      return colon < 0
          ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
          : new InetSocketAddress(InetAddress.getByName(healthPort.substring(0, colon)), port);
    } catch (UnknownHostException unknown) {
      throw new UsageException(
          "--health-port " + ShellWord.of(healthPort) + " has no host", "use 0.0.0.0:8084");
    }
  }
}
