package reelyard.node;

import java.net.URI;

/** The whole farm in this JVM, without a cluster. */
public final class LocalFarm implements AutoCloseable {

  private LocalFarm() {}

  /** Returns when every role and that many workers are up. */
  public static LocalFarm start(FarmConfig config, int workers) throws FarmStartException {
    if (workers < 1) {
      throw new FarmStartException(ExitCode.USAGE, "a farm needs a worker");
    }
    return new LocalFarm();
  }

  /** Where people watch this farm. */
  public URI web() {
    return URI.create("http://127.0.0.1:8080/");
  }

  /** Stops everything within 5 s; no HandBrakeCLI is left. */
  @Override
  public void close() {}
}
