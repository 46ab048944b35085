import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** A compressed tar archive that is the same for the same names, contents, and one time for all. */
final class TarFile implements AutoCloseable {

  private final TarArchiveOutputStream tar;
  private final FileTime time;

  TarFile(OutputStream out, Instant time) throws IOException {
    this.time = FileTime.from(time);
    tar = new TarArchiveOutputStream(gzip(out), "UTF-8");
    // dpkg refuses the headers of pax; every tar knows those of GNU.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  /** Adds a folder and all below it, in the order of their names. */
  void addTree(Path tree, String name) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      List<Path> sorted = paths.sorted().toList();
      for (Path path : sorted) {
        String below = tree.relativize(path).toString();
        add(path, below.isEmpty() ? name : name + "/" + below);
      }
    }
  }

  private void add(Path path, String name) throws IOException {
    if (Files.isSymbolicLink(path)) {
      addLink(name, Files.readSymbolicLink(path).toString());
    } else if (Files.isDirectory(path)) {
      addFolder(name);
    } else {
      addFile(name, Files.readAllBytes(path), Files.isExecutable(path));
    }
  }

  void addFolder(String name) throws IOException {
    put(new TarArchiveEntry(name + "/"), 0755, new byte[0]);
  }

  void addLink(String name, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    put(entry, 0777, new byte[0]);
  }

  void addFile(String name, byte[] content, boolean executable) throws IOException {
    put(new TarArchiveEntry(name), executable ? 0755 : 0644, content);
  }

  /** As root's: who builds, and when, must not show. */
  private void put(TarArchiveEntry entry, int mode, byte[] content) throws IOException {
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setModTime(time);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = gzip(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  /** Without a time or a name in its head. */
  private static OutputStream gzip(OutputStream out) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
    return new GzipCompressorOutputStream(out, parameters);
  }
}
