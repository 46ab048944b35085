package io.noetl.runtime.cli.process;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * Everything that a command takes from the process around it, so that a test can set it.
 *
 * @param variables the environment variables
 * @param home the user's home directory; empty or relative where there is none to be used
 * @param streams the standard streams
 * @param terminals which of the streams are terminals
 * @param host this host and this process on it
 * @param clock the local time
 * @param launch what the launcher knows of the caller
 * @param version the version of this program
 */
public record Environment(
    Map<String, String> variables,
    Path home,
    Streams streams,
    Terminals terminals,
    Host host,
    Clock clock,
    Launch launch,
    String version) {

  public InputStream in() {
    return streams.in();
  }

  public PrintWriter out() {
    return streams.out();
  }

  public PrintWriter err() {
    return streams.err();
  }

  /** The same environment with results that go elsewhere. */
  public Environment withOut(PrintWriter other) {
    return new Environment(
        variables, home, streams.withOut(other), terminals, host, clock, launch, version);
  }
}
