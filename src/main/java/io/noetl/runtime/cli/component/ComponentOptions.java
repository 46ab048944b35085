package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComputedStatus;
import io.noetl.runtime.schema.LabelWords;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that describe a component for its registration. */
public final class ComponentOptions {

  @Mixin public final KindOption kind = new KindOption();

  @Option(
      names = "--runtime",
      paramLabel = "TYPE",
      order = 11,
      description = "Runtime of the component, such as python.")
  @Nullable String runtime;

  @Option(
      names = "--uri",
      paramLabel = "URI",
      order = 12,
      description = "Address; required for brokers and API servers.")
  @Nullable String uri;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      order = 13,
      description = "Status (default: ready).")
  @Nullable String status;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      order = 14,
      description = "Number of jobs it runs at once.")
  @Nullable String capacity;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      order = 15,
      description = "Labels, separated by commas; may be repeated.")
  List<String> labels = List.of();

  @Option(
      names = "--capability",
      paramLabel = "TEXT",
      order = 16,
      description = "Capability, such as wasm; may be repeated.")
  List<String> capabilities = List.of();

  @Option(
      names = "--component-version",
      paramLabel = "VERSION",
      order = 16,
      description = "Version of the component, such as 2.3.1.")
  @Nullable String version;

  @Option(
      names = "--depends-on",
      paramLabel = "REF",
      order = 16,
      description = "Component that it needs, such as broker/events; may be repeated.")
  List<String> dependsOn = List.of();

  @Option(
      names = "--meta",
      paramLabel = "K=V",
      order = 17,
      description = "Further field of the runtime object; may be repeated.")
  List<String> meta = List.of();

  @Option(names = "--pid", paramLabel = "PID", order = 18, description = "Process id.")
  public @Nullable String pid;

  @Option(
      names = "--hostname",
      paramLabel = "HOST",
      order = 19,
      description = "Host name (default: $HOSTNAME, or the name of this host).")
  @Nullable String hostname;

  @Option(names = "--allow-dash", order = 20, description = "Allow a name that begins with a dash.")
  boolean allowDash;

  /**
   * Refuses a name that begins with a dash, unless {@code --allow-dash} is given.
   *
   * @throws io.noetl.runtime.schema.RuntimeApiException.InvalidRequest when it does
   */
  public void checkName(String name) {
    if (!allowDash) {
      DashNameGuard.refuse(name);
    }
  }

  /** The kind of the component. */
  public RuntimeKind kind() {
    return kind.value();
  }

  /** Whether any option besides the kind was given. */
  public boolean describesComponent() {
    return runtime != null
        || uri != null
        || status != null
        || capacity != null
        || !labels.isEmpty()
        || !capabilities.isEmpty()
        || !meta.isEmpty()
        || version != null
        || !dependsOn.isEmpty()
        || pid != null
        || hostname != null;
  }

  /** The registration request, from the options, the environment and this host. */
  public RuntimeRegistrationRequest request(
      String name, Settings settings, Environment environment) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("name", name);
    given.put("kind", kind().word());
    given.put(
        "runtime",
        runtime == null ? SettingReader.field(settings, Setting.RUNTIME, "runtime") : runtime);
    given.put("uri", uri);
    given.put("status", status);
    given.put(
        "capacity",
        capacity == null ? SettingReader.field(settings, Setting.CAPACITY, "capacity") : capacity);
    given.put("labels", allLabels(settings));
    given.put("capabilities", capabilities.isEmpty() ? null : capabilities);
    given.put("pid", pid);
    given.put("hostname", host(settings, environment));
    String versionHere =
        version == null
            ? SettingReader.field(settings, Setting.COMPONENT_VERSION, "version")
            : version;
    if (versionHere != null) {
      given.put("version", versionHere);
    }
    if (!dependsOn.isEmpty()) {
      given.put("depends_on", dependsOn);
    }
    given.put("meta", pairs("--meta", meta));
    JsonObject fields = JsonObject.of(given);
    if (describesComponent()) {
      MaskGuard.check(fields);
    }
    RuntimeRegistrationRequest request = described(name, fields);
    Long process = request.pid();
    return process != null && hostHere(settings, environment).equals(request.hostname())
        ? request.withMeta(environment.host().processes().details(process))
        : request;
  }

  private RuntimeRegistrationRequest described(String name, JsonObject fields) {
    try {
      checkName(name.strip());
      RuntimeRegistrationRequest request = RuntimeRegistrationRequest.fromJson(fields);
      if (status != null) {
        ComputedStatus.refuse(request.status());
      }
      return request;
    } catch (RuntimeApiException.InvalidRequest invalid) {
      throw FieldWords.ofFlags(ComputedStatus.added(invalid, status), ComponentOptions::flag);
    }
  }

  /** The flag that sets a field of a registration; the field itself where there is none. */
  public static String flag(String field) {
    return switch (field) {
      case "labels" -> "--label";
      case "depends_on" -> "--depends-on";
      case "version" -> "--component-version";
      case "capabilities" -> "--capability";
      case "runtime", "uri", "status", "capacity", "pid", "hostname", "meta" -> "--" + field;
      case "name" -> "NAME";
      default -> field;
    };
  }

  private Object allLabels(Settings settings) {
    if (!labels.isEmpty()) {
      return labels(labels);
    }
    return settings.text(Setting.LABELS) == null
        ? JsonObject.EMPTY
        : settings.choice(
            Setting.LABELS, lines -> LabelWords.labels(notJson(lines.lines().toList())));
  }

  private String host(Settings settings, Environment environment) {
    return hostname == null ? hostHere(settings, environment) : hostname;
  }

  /** The host name that components on this host register with. */
  public static String hostHere(Settings settings, Environment environment) {
    String fromSettings = SettingReader.field(settings, Setting.HOSTNAME, "hostname");
    return fromSettings == null ? environment.host().name().get() : fromSettings;
  }

  /**
   * Parses labels as the environment variable has them: separated by commas, each {@code K=V} or
   * {@code K}.
   *
   * @throws UsageException when one has no key, or is JSON
   */
  public static JsonObject labels(List<String> texts) {
    try {
      return LabelWords.labels(notJson(words(texts)));
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--label: " + invalid.getMessage(), "write --label env=prod");
    }
  }

  /** The words of options whose values are separated by commas. */
  public static List<String> words(List<String> texts) {
    List<String> words = new ArrayList<>(texts.size());
    for (String text : texts) {
      int start = 0;
      for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
        words.add(text.substring(start, comma));
        start = comma + 1;
      }
      words.add(text.substring(start));
    }
    return words;
  }

  /** The words, unless they were cut out of JSON, which would become a label of odd name. */
  private static List<String> notJson(List<String> words) {
    for (String word : words) {
      String text = word.strip();
      if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
        throw new IllegalArgumentException("labels are K=V pairs separated by commas, not JSON");
      }
    }
    return words;
  }

  /** Parses {@code K=V} pairs; the last one with a key wins. */
  public static Map<String, String> pairs(String option, List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new UsageException(
            option + " " + ShellWord.of(text) + " is not K=V", "write " + option + " env=prod");
      }
      pairs.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return pairs;
  }
}
