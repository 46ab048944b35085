package io.noetl.runtime.config;

import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.LockFile;
import io.noetl.runtime.files.RegularFile;
import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.text.EscapedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes the contexts of the configuration file. The file is replaced as a whole, so that no
 * process reads half of it, and keeps its permissions; a new one is for its owner alone. From
 * reading it to writing it a lock is held, so that of two changes at once none is lost.
 */
public final class ContextEditor {

  /** A change takes milliseconds; a process that holds the lock for longer hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;
  private final Duration patience;

  /** The editor of that file, which need not be there. */
  public ContextEditor(Path file) {
    this(file, PATIENCE);
  }

  ContextEditor(Path file, Duration patience) {
    this.file = file;
    this.patience = patience;
  }

  /**
   * Selects the context that is used if no other is given.
   *
   * @param isOfThisFile whether the context is in this file, not in that of the NoETL CLI
   * @return whether all comments of the file were kept
   * @throws ConfigException.InvalidFile when it stood in this file and does no longer
   */
  public boolean use(String name, boolean isOfThisFile) {
    return locked(() -> {
      if (isOfThisFile) {
        checkPresent(name);
      }
      return change(Map.of(List.of(String.valueOf(Setting.CONTEXT.key())), name));
    });
  }

  /**
   * Sets values of a context and keeps its others, but for those that name another registry;
   * creates a missing one.
   *
   * @param values with a key in the file, several entries of one setting one a line
   * @param isProtected null keeps what it was
   * @return whether all comments of the file were kept
   */
  public boolean set(String name, Map<Setting, String> values, @Nullable Boolean isProtected) {
    Map<List<String>, @Nullable Object> changes = new LinkedHashMap<>();
    for (Setting gone : replacedBy(values)) {
      changes.put(at(name, String.valueOf(gone.key())), null);
    }
    for (Setting setting : Setting.values()) {
      String value = values.get(setting);
      if (value != null) {
        boolean isList = setting.kind().isList();
        Object written = isList ? ListText.entries(value) : value;
        changes.put(at(name, String.valueOf(setting.key())), written);
      }
    }
    if (isProtected != null) {
      changes.put(at(name, ConfigFile.PROTECTED), isProtected.toString());
    }
    return locked(() -> change(changes));
  }

  /** A context is one registry: setting its server removes its database. */
  private static List<Setting> replacedBy(Map<Setting, String> values) {
    if (values.containsKey(Setting.SERVER)) {
      return List.of(Setting.DATABASE, Setting.DIRECT);
    }
    return values.containsKey(Setting.DATABASE) || values.containsKey(Setting.DIRECT)
        ? List.of(Setting.SERVER)
        : List.of();
  }

  /**
   * Takes a context away, and the choice of it.
   *
   * @return whether all comments of the other contexts were kept
   * @throws ConfigException.InvalidFile when there is none any more
   */
  public boolean delete(String name) {
    return locked(() -> {
      Map<List<String>, @Nullable Object> changes = new LinkedHashMap<>();
      ConfigFile before = checkPresent(name);
      boolean isLast = before.contexts().size() == 1;
      changes.put(isLast ? List.of(ConfigFile.CONTEXTS) : List.of(ConfigFile.CONTEXTS, name), null);
      if (name.equals(before.values().get(Setting.CONTEXT))) {
        changes.put(List.of(String.valueOf(Setting.CONTEXT.key())), null);
      }
      return change(changes);
    });
  }

  /** A concurrent change may have deleted it. */
  private ConfigFile checkPresent(String name) {
    ConfigFile now = ConfigFile.read(file);
    if (!now.contexts().containsKey(name)) {
      throw new ConfigException.InvalidFile(
          "context " + EscapedText.quoted(name) + " is no longer in " + file,
          "list the contexts: noetl-runtime context",
          null);
    }
    return now;
  }

  /** Reads, changes and writes the file as the only process that does. */
  private boolean locked(BooleanSupplier change) {
    try {
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
      Files.createDirectories(folder);
      try (LockFile _ = LockFile.hold(RegularFile.at(file), patience)) {
        return change.getAsBoolean();
      }
    } catch (LockFile.HeldException held) {
      throw new ConfigException.Locked(
          "cannot change " + file + ": " + held.getMessage(),
          "wait until that process has ended, or end it",
          held);
    } catch (IOException unwritable) {
      throw failed("write", unwritable);
    }
  }

  private static List<String> at(String name, String key) {
    return List.of(ConfigFile.CONTEXTS, name, key);
  }

  private boolean change(Map<List<String>, ? extends @Nullable Object> changes) {
    Map<?, ? extends @Nullable Object> before = YamlDocument.read(file).root();
    Map<String, @Nullable Object> wanted = copy(before);
    String old = text();
    YamlTree tree = new YamlTree(old);
    changes.forEach((path, value) -> {
      put(wanted, path, value);
      tree.put(path, value);
    });
    // The whole file is checked before it is written: a broken one would stop every command.
    ConfigFile.of(file, wanted);
    String changed = tree.text();
    // Not where an alias refers to the changed value.
    String text = wanted.equals(parsed(changed)) ? changed : YamlTree.write(wanted);
    if (!wanted.equals(parsed(text))) {
      throw failed("change", new IOException("it contains YAML that only an editor can change"));
    }
    write(text);
    return tree.keepsComments(text);
  }

  private String text() {
    try {
      return Files.exists(file) ? WholeFile.text(file, StandardCharsets.UTF_8) : "";
    } catch (IOException unreadable) {
      throw failed("read", unreadable);
    }
  }

  private static @Nullable Object parsed(String text) {
    try {
      Object root = YamlFile.parseWritten(text);
      return root == null ? Map.of() : root;
    } catch (MalformedYamlException broken) {
      return null;
    }
  }

  private static Map<String, @Nullable Object> copy(Map<?, ? extends @Nullable Object> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) ->
        copy.put(String.valueOf(key), value instanceof Map<?, ?> nested ? copy(nested) : value));
    return copy;
  }

  private static void put(
      Map<String, @Nullable Object> map, List<String> path, @Nullable Object value) {
    if (path.size() > 1) {
      Map<String, @Nullable Object> nested =
          map.get(path.getFirst()) instanceof Map<?, ?> there ? copy(there) : new LinkedHashMap<>();
      put(nested, path.subList(1, path.size()), value);
      map.put(path.getFirst(), nested);
    } else if (value == null) {
      map.remove(path.getFirst());
    } else {
      map.put(path.getFirst(), value);
    }
  }

  private void write(String text) {
    try {
      RegularFile.at(file).replaceForGood(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException unwritable) {
      throw failed("write", unwritable);
    }
  }

  private ConfigException failed(String verb, IOException failure) {
    return new ConfigException.InvalidFile(
        "cannot " + verb + " " + file + ": " + FileFailure.reason(failure),
        "make it a file that you may change",
        failure);
  }
}
