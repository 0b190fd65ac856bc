package bench;

import java.io.IOException;
import java.nio.file.Path;

/** What a client process of ours does with a server process of ours, and what it costs them. */
final class JavaPath implements TransferPath {

  private static final double GIBIBYTE = 1 << 30;

  private final String name;
  private final String prefix;
  private final String where;
  private final JavaProcess server;
  private final JavaProcess client;
  private final Cost down = new Cost();
  private final Cost up = new Cost();

  private JavaPath(
      String name, String prefix, String where, JavaProcess server, JavaProcess client) {
    this.name = name;
    this.prefix = prefix;
    this.where = where;
    this.server = server;
    this.client = client;
  }

  static JavaPath raw(String name, JavaProcess server, JavaProcess client) throws IOException {
    return new JavaPath(name, "raw-", server.ask("port"), server, client);
  }

  static JavaPath staging(String name, String staging, JavaProcess server, JavaProcess client) {
    return new JavaPath(name, "", staging, server, client);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double down(TransferLoad load, Path into) throws IOException {
    Path from = prefix.isEmpty() ? load.input() : load.folder();
    return counted(down, load, () -> client.ask(prefix + "down", where, from, into));
  }

  @Override
  public double up(TransferLoad load, Path into) throws IOException {
    return counted(up, load, () -> client.ask(prefix + "up", where, load.folder(), into));
  }

  private interface Move {
    String nanos() throws IOException;
  }

  /** Only large loads count: the clock of the processor's time ticks a hundred times a second. */
  private double counted(Cost cost, TransferLoad load, Move move) throws IOException {
    double serverBefore = server.processorSeconds();
    double clientBefore = client.processorSeconds();
    double seconds = Long.parseLong(move.nanos()) / 1e9;
    if (load.files().size() == 1) {
      cost.gibibytes += load.bytes() / GIBIBYTE;
      cost.server += server.processorSeconds() - serverBefore;
      cost.client += client.processorSeconds() - clientBefore;
    }
    return seconds;
  }

  /** What was spent so far is forgotten. */
  void forget() {
    down.clear();
    up.clear();
  }

  /** A line of the table: processor seconds per GiB of server and client, down, then up. */
  String processor() {
    return "| %s | %s | %s |".formatted(name, down, up);
  }

  private static final class Cost {

    private double gibibytes;
    private double server;
    private double client;

    private void clear() {
      gibibytes = 0;
      server = 0;
      client = 0;
    }

    @Override
    public String toString() {
      return Figures.decimals(server / gibibytes, 2)
          + " s | "
          + Figures.decimals(client / gibibytes, 2)
          + " s";
    }
  }
}
