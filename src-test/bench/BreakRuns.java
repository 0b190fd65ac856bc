package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import reelyard.FreePort;
import reelyard.message.Assignment;

/** The kinds of trouble, each with transfers that have to get through it. */
final class BreakRuns implements AutoCloseable {

  private static final String STAGING = "staging";
  private static final String ENCRYPTED = "encrypted";
  private static final int FILM_MEBIBYTES = 24;
  private static final int FILM_BYTES = FILM_MEBIBYTES << 20;
  private static final int TINY_MEBIBYTES = 8;
  private static final int TITLES = 10;
  static final int TITLE_BYTES = 100_000;
  private static final int LATE_MILLIS = 30;

  private final Path folder;
  private final Random random;
  private final Path config;
  private final TransferLoad film;
  private final TransferLoad disc;
  private final TransferFarm farm;
  private final BreakTally tally = new BreakTally();
  private volatile JavaProcess staging;
  private volatile CompletableFuture<Void> restarted = CompletableFuture.completedFuture(null);
  private int stagings;
  private int transfers;

  BreakRuns(Path folder, long seed) throws Exception {
    this.folder = folder;
    this.random = new Random(seed);
    this.config = TransferFarm.config(folder);
    this.film = TransferLoad.large(folder, FILM_MEBIBYTES);
    this.disc = TransferLoad.disc(folder, TITLES, TITLE_BYTES);
    this.farm = new TransferFarm(config);
    startStaging();
  }

  private void startStaging() {
    staging = staging(STAGING, Map.of());
  }

  private JavaProcess staging(String name, Map<String, String> settings) {
    Path log = folder.resolve("staging-" + ++stagings + ".log");
    String classPath = System.getProperty("java.class.path");
    try {
      return JavaProcess.staging(log, classPath, config, name, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same cuts of encrypted connections, down and up. */
  void encryptedCuts(int count) throws IOException {
    int port = FreePort.take();
    List<Integer> ports = List.of(port, port + 1, port + 2, port + 3);
    Map<String, String> settings =
        Map.of(
            "REELYARD_STAGING_TLS_MODE",
            "always",
            "REELYARD_STAGING_PASSIVEPORTS",
            port + "-" + (port + 3));
    JavaProcess encrypted = staging(ENCRYPTED, settings);
    try {
      for (boolean down : new boolean[] {true, false}) {
        WireFaults faults = new WireFaults(random.nextLong()).cuts(count, FILM_BYTES);
        String what = "FTPS cut at a random byte";
        System.err.printf("%s, %s%n", what, down ? "fetching" : "returning");
        BreakTally.Row row = tally.row(what, BreakPromise.RESUMED, down);
        Path into = Files.createDirectory(folder.resolve("into"));
        try {
          Assignment job = farm.attempt(ENCRYPTED, film.input(), result(into));
          BreakTransfer.Wires wires =
              (server, broken) -> FaultyWire.encrypted(server, ports, broken);
          new BreakTransfer(farm, wires, faults, row, film, job, into).run(down);
        } finally {
          TransferBench.remove(into);
        }
      }
    } finally {
      encrypted.close();
    }
  }

  /** One film whose connections are cut so often, one after another. */
  void cuts(boolean down, int count) throws IOException {
    WireFaults faults = new WireFaults(random.nextLong()).cuts(count, FILM_BYTES);
    run("cut at a random byte", BreakPromise.RESUMED, down, faults);
  }

  void stalls(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      for (boolean down : new boolean[] {true, false}) {
        WireFaults faults = new WireFaults(random.nextLong());
        faults.late(WireFaults.Kind.STALL, FILM_BYTES, null);
        run("stands still for good", BreakPromise.RESUMED, down, faults);
      }
    }
  }

  void flips(boolean down, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      WireFaults faults = new WireFaults(random.nextLong()).flip(FILM_BYTES);
      run("a bit comes out wrong", BreakPromise.MENDED, down, faults);
    }
  }

  /**
   * What is short is sent before anyone waits, so that its end can be told before its begin; a film
   * is not returned before its begin is told.
   */
  void replies(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      WireFaults mixedUp = new WireFaults(random.nextLong());
      mixedUp.replies(LATE_MILLIS, 1 + random.nextInt(3));
      run("replies late, ends told first", BreakPromise.ONE_FILE_AGAIN, true, mixedUp, disc);
      WireFaults late = new WireFaults(random.nextLong()).replies(LATE_MILLIS, 0);
      run("replies late", BreakPromise.ONCE, false, late);
    }
  }

  /** Staging is killed at a random byte of a transfer and started again. */
  void kills(boolean down, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      WireFaults faults = new WireFaults(random.nextLong());
      faults.late(WireFaults.Kind.EVENT, FILM_BYTES, this::killStaging);
      run("staging killed with -9 and started again", BreakPromise.RESUMED, down, faults);
      restarted.join();
    }
  }

  private void killStaging() {
    try {
      staging.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    restarted = CompletableFuture.runAsync(this::startStaging);
  }

  /** A worker's scratch, then the results' folder, too small for the film. */
  void fullDisks() throws IOException {
    for (boolean down : new boolean[] {true, false}) {
      String what = "full disk of the " + (down ? "worker" : "manager");
      Path tiny = Files.createDirectory(folder.resolve(down ? "tiny-scratch" : "tiny-results"));
      try {
        mount("mount", "-t", "tmpfs", "-o", "size=" + TINY_MEBIBYTES + "m", "tmpfs", tiny + "");
      } catch (IllegalStateException e) {
        tally.leftOut(what, "only root may mount a small disk");
        continue;
      }
      try {
        BreakPromise promise = down ? BreakPromise.WORKER_FULL : BreakPromise.MANAGER_FULL;
        transfer(tally.row(what, promise, down), new WireFaults(0), film, tiny).run(down);
      } finally {
        // A staging that still has a part open there keeps it for its attempt.
        mount("umount", "--lazy", tiny + "");
      }
    }
  }

  private void mount(String... command) {
    Shell.run(folder.resolve("mount.log"), List.of(command));
  }

  private void run(String what, BreakPromise promise, boolean down, WireFaults faults)
      throws IOException {
    run(what, promise, down, faults, film);
  }

  private void run(
      String what, BreakPromise promise, boolean down, WireFaults faults, TransferLoad load)
      throws IOException {
    System.err.printf("%s, %s%n", what, down ? "fetching" : "returning");
    Path into = Files.createDirectory(folder.resolve("into"));
    try {
      transfer(tally.row(what, promise, down), faults, load, into).run(down);
    } finally {
      TransferBench.remove(into);
    }
  }

  private BreakTransfer transfer(
      BreakTally.Row row, WireFaults faults, TransferLoad load, Path into) {
    Assignment job = farm.attempt(STAGING, load.input(), result(into));
    return new BreakTransfer(farm, FaultyWire::new, faults, row, load, job, into);
  }

  private Path result(Path into) {
    return into.resolve("film-" + ++transfers + ".mp4");
  }

  /** Whether every kind of trouble came about, and was got through as promised. */
  boolean print() {
    return tally.print();
  }

  @Override
  public void close() {
    staging.close();
    farm.close();
  }
}
