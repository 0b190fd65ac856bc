package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
  private final List<List<Double>> parts =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private double quickest = Double.POSITIVE_INFINITY;

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
    return counted(
        up,
        load,
        () -> {
          String nanos = client.ask(prefix + "up", where, load.folder(), into, load.beside());
          notice(load, nanos.split(" ", -1));
          return nanos;
        });
  }

  /** How long each of a disc's results took in asking for its door, in FTP, and in its commit. */
  private void notice(TransferLoad load, String[] nanos) {
    if (load.isFilm() || load.beside() > 1 || !prefix.isEmpty()) {
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).add(Long.parseLong(nanos[1 + i]) / 1e6 / load.files().size());
    }
    quickest = Math.min(quickest, Long.parseLong(nanos[1 + parts.size()]) / 1e6);
  }

  /** Milliseconds that a quarter of the small results took at most, in the best round. */
  double quickestUp() {
    return quickest;
  }

  private interface Move {
    String nanos() throws IOException;
  }

  /** Only large loads count: the clock of the processor's time ticks a hundred times a second. */
  private double counted(Cost cost, TransferLoad load, Move move) throws IOException {
    double serverBefore = server.processorSeconds();
    double clientBefore = client.processorSeconds();
    double seconds = Long.parseLong(move.nanos().split(" ", -1)[0]) / 1e9;
    if (load.isFilm()) {
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
    parts.forEach(List::clear);
    quickest = Double.POSITIVE_INFINITY;
  }

  /** A line of the table: processor seconds per GiB of server and client, down, then up. */
  String processor() {
    return "| %s | %s | %s |".formatted(name, down, up);
  }

  /** A line of the table: what one small result waits for, or null where it has no parts. */
  String parts() {
    if (parts.get(0).isEmpty()) {
      return null;
    }
    StringBuilder line = new StringBuilder("| " + name + " |");
    for (List<Double> part : parts) {
      line.append(" %s ms |".formatted(Figures.decimals(new Figures(part).median(), 2)));
    }
    return line.toString();
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
