import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Finishes the distribution that the build has laid out: libraries, start-up cache, licences, and
 * the archives made of it.
 */
final class BuildDistribution {

  private BuildDistribution() {}

  /**
   * Arguments: the project's folder, the distribution, the version, the time of all files, the jar
   * of a PostgreSQL server, whether class files stay as they are. Such a distribution is for
   * comparison; no archives are made of it.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path project = Path.of(args[0]).toAbsolutePath();
    Path distribution = Path.of(args[1]).toAbsolutePath();
    Path target = distribution.getParent();
    Instant time = Instant.parse(args[3]);

    Licences.collect(distribution, project.resolve("src/dist/legal/libraries.md"));
    boolean plain = Boolean.parseBoolean(args[5]);
    PrepareLibraries.in(distribution.resolve("lib"), FileTime.from(time), plain);
    Path training = target.resolve(plain ? "training-plain" : "training");
    new TrainCache(distribution, project, Path.of(args[4]), training, time).run();
    if (!plain) {
      Path portable = target.resolve("noetl-runtime-portable");
      PortableDistribution.layOut(distribution, project, training, portable);
      new Archives(project, args[2], time).write(distribution, portable, target);
    }

    // The starter of a checkout takes the launcher's time for the time of the whole build.
    Files.setLastModifiedTime(
        distribution.resolve("bin/noetl-runtime"), FileTime.from(Instant.now()));
  }
}
