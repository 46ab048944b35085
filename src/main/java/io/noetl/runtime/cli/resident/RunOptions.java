package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.LostRegistrationPolicy;
import io.noetl.runtime.agent.OrphanPolicy;
import io.noetl.runtime.agent.SupervisorOptions.Deregister;
import io.noetl.runtime.cli.component.ForceOption;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.schema.ComputedStatus;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.text.ShellWord;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a program is supervised. */
public final class RunOptions {

  /** What to do with a program when one of its required dependencies is no longer met. */
  enum BlockedPolicy {
    KEEP,
    STOP
  }

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      order = 30,
      description = "Heartbeat interval (default: 15s).")
  private @Nullable String every;

  @Option(
      names = "--takeover",
      order = 31,
      description = "Replace the registration of another live process.")
  boolean takeover;

  @Option(
      names = "--start-timeout",
      paramLabel = "DURATION",
      order = 32,
      description = "Time to wait for the registry (default: 30s).")
  private @Nullable String startTimeout;

  @Option(
      names = "--start-anyway",
      order = 33,
      description = "Start CMD even if the registry does not answer.")
  boolean startAnyway;

  @Option(
      names = "--require-compatible",
      order = 33,
      description = "Do not start CMD if versions would not fit together; see versions --check.")
  boolean requireCompatible;

  @Option(
      names = "--wait-for-dependencies",
      arity = "0..1",
      fallbackValue = "60s",
      paramLabel = "DURATION",
      order = 33,
      description =
          "Start CMD only when its dependencies are met, within this time (default: 60s).")
  @Nullable String waitForDependencies;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      order = 34,
      description = "Time for CMD to end (default: 10s).")
  private @Nullable String grace;

  @Option(
      names = "--drain-status",
      paramLabel = "STATUS",
      order = 35,
      description = "Status while CMD is ending.")
  @Nullable String drainStatus;

  @Option(
      names = "--deregister",
      paramLabel = "CASE",
      order = 36,
      description = "When to deregister: always (default), on-success or never.")
  private @Nullable String deregister;

  @Option(
      names = "--on-lost",
      paramLabel = "ACTION",
      order = 37,
      description = "If another process takes the name: keep (default), stop or fail.")
  private @Nullable String onLost;

  @Option(
      names = "--on-blocked",
      paramLabel = "ACTION",
      order = 37,
      description =
          "If a dependency is lost: keep (log it and continue) or stop (default: no check).")
  private @Nullable String onBlocked;

  @Option(
      names = "--orphan",
      paramLabel = "FATE",
      order = 38,
      description = "If noetl-runtime is killed: keep CMD (default) or kill it.")
  private @Nullable String orphan;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      order = 40,
      description = "Format of the log on stderr (default: text).")
  @Nullable String logFormat;

  @Option(
      names = "--metrics-from",
      paramLabel = "SOURCE",
      order = 39,
      description = "Read metrics for each heartbeat from a FILE, a URL or '!CMD'.")
  @Nullable String metricsFrom;

  @Option(
      names = "--metrics-match",
      paramLabel = "GLOB",
      order = 39,
      description = "Read only metrics with these names (repeatable).")
  @Nullable List<String> metricsMatch;

  @Mixin final ForceOption force = new ForceOption();

  Map<Setting, String> flags() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    put(flags, Setting.EVERY, every);
    put(flags, Setting.START_TIMEOUT, startTimeout);
    put(flags, Setting.GRACE, grace);
    return flags;
  }

  Deregister deregister() {
    return choice("--deregister", deregister, Deregister.values(), Deregister.ALWAYS);
  }

  LostRegistrationPolicy onLost() {
    return choice(
        "--on-lost", onLost, LostRegistrationPolicy.values(), LostRegistrationPolicy.KEEP);
  }

  /** What to do when a dependency is lost; null for no check. */
  @Nullable BlockedPolicy onBlocked() {
    return onBlocked == null
        ? null
        : choice("--on-blocked", onBlocked, BlockedPolicy.values(), BlockedPolicy.KEEP);
  }

  OrphanPolicy orphan() {
    return choice("--orphan", orphan, OrphanPolicy.values(), OrphanPolicy.KEEP);
  }

  /** The word of a value, as people write it. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T extends Enum<T>> T choice(
      String option, @Nullable String given, T[] values, T otherwise) {
    if (given == null) {
      return otherwise;
    }
    StringBuilder words = new StringBuilder();
    for (T value : values) {
      if (word(value).equalsIgnoreCase(given)) {
        return value;
      }
      words.append(words.isEmpty() ? "" : ", ").append(word(value));
    }
    throw new UsageException(
        option + " " + ShellWord.of(given) + " is not one of " + words, "use one of these");
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }

  /** Refuses a status that is computed from heartbeats. */
  void checkDrainStatus() {
    try {
      ComputedStatus.refuse(drainStatus);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      throw FieldWords.ofFlags(invalid, field -> "--drain-status");
    }
  }
}
