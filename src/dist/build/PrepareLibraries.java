import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the jars of the distribution for a quick start: see {@link ClassUpgrade} and {@link
 * AnnotationSource}. Leaves native libraries out, and gives every jar one time, since the start-up
 * cache takes a jar of another time for another jar.
 */
final class PrepareLibraries {

  /** Databind's mapper and what it needs: no command builds one, which ArchitectureTest holds. */
  private static final Pattern MAPPER =
      Pattern.compile("tools/jackson/databind/(deser|ser|ext|introspect|module|jsontype/impl)/.*");

  private PrepareLibraries() {}

  /** Changes the jars of a folder; with plain their class files stay as they are. */
  static void in(Path lib, FileTime time, boolean plain) throws IOException {
    Map<Path, Map<String, byte[]>> jars = new TreeMap<>();
    try (var files = Files.newDirectoryStream(lib, "*.jar")) {
      for (Path jar : files) {
        jars.put(jar, read(jar));
      }
    }
    if (plain) {
      write(jars, time);
      return;
    }
    List<Map<String, byte[]>> all = new ArrayList<>(jars.values());
    ClassUpgrade upgrade = new ClassUpgrade(all);
    all.forEach(upgrade::apply);
    write(jars, time);
    // Compiled against what was changed, since that opened the fields.
    Path picocli = lib.resolve("picocli.jar");
    jars.get(picocli).putAll(AnnotationSource.compile(List.copyOf(jars.keySet())));
    write(picocli, jars.get(picocli), time);
  }

  private static void write(Map<Path, Map<String, byte[]>> jars, FileTime time) throws IOException {
    for (Map.Entry<Path, Map<String, byte[]>> jar : jars.entrySet()) {
      write(jar.getKey(), jar.getValue(), time);
    }
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (!entry.isDirectory() && !isNative(name) && !MAPPER.matcher(name).matches()) {
          entries.put(name, zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return entries;
  }

  /** SQLite's library lies beside the jars; jansi's are for consoles that are not used here. */
  private static boolean isNative(String name) {
    return name.startsWith("org/sqlite/native/")
        || (name.startsWith("org/jline/nativ/") && !name.endsWith(".class"));
  }

  private static void write(Path jar, Map<String, byte[]> entries, FileTime time)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry written = new ZipEntry(entry.getKey());
        // A time of day without a zone: the same bytes wherever the build runs.
        written.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        store(written, entry.getValue());
        zip.putNextEntry(written);
        zip.write(entry.getValue());
      }
    }
    Files.setLastModifiedTime(jar, time);
  }

  /** Unpacked: what reads the jar at run time has nothing to inflate, and the archives pack it. */
  private static void store(ZipEntry entry, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
  }
}
