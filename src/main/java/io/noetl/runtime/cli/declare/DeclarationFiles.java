package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.InputFile;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The files that declare a set of components, from the paths of files and directories. */
final class DeclarationFiles {

  private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".yaml", ".yml");

  private DeclarationFiles() {}

  /**
   * The content of a file.
   *
   * @param name the name in messages; empty where there is only one file
   */
  record Source(String name, InputFile.Content content) {}

  /**
   * Reads all files before any change, so that a broken file changes nothing. In a directory, a
   * file may declare nothing, for example contain only comments.
   *
   * @param isWhole whether components that no file declares are pruned: then an empty file is
   *     refused, since it may be truncated
   */
  static List<Source> read(List<String> paths, InputStream standardInput, boolean isWhole) {
    if (paths.stream().filter("-"::equals).count() > 1) {
      throw new UsageException("standard input is named twice", "name it once");
    }
    if (paths.contains("")) {
      // Java would read the working directory.
      throw new UsageException("--file is empty", "name a file or a directory");
    }
    List<String> all = new ArrayList<>();
    Set<String> ofFolders = new HashSet<>();
    for (String path : paths) {
      if (!path.equals("-") && Files.isDirectory(Path.of(path))) {
        List<String> found = filesIn(Path.of(path));
        all.addAll(found);
        ofFolders.addAll(found);
      } else {
        all.add(path);
      }
    }
    List<Source> sources = new ArrayList<>();
    for (String path : all) {
      InputFile file = InputFile.read(path, standardInput);
      boolean mayBeEmpty = ofFolders.contains(path) && !(isWhole && file.isBlank());
      String name = path.equals("-") ? "standard input" : path;
      sources.add(
          new Source(
              all.size() == 1 ? "" : name, mayBeEmpty ? file.contentOrNone() : file.content()));
    }
    return sources;
  }

  private static List<String> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> found =
          files
              .filter(DeclarationFiles::isOne)
              .map(file -> folder.resolve(file.getFileName()).toString())
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new UsageException(
            folder + " holds no file that ends in .json, .jsonl, .yaml or .yml", null);
      }
      return found;
    } catch (IOException unreadable) {
      throw new UsageException(
          "cannot read " + folder + ": " + FileFailure.reason(unreadable), null);
    }
  }

  private static boolean isOne(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && ENDINGS.stream().anyMatch(name::endsWith)
        && !Files.isDirectory(file);
  }
}
