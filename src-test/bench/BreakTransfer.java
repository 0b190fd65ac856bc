package bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import reelyard.bus.RefusedException;
import reelyard.message.Assignment;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.worker.TransferLane;

/**
 * A load that is fetched, or a film that is returned, over a faulty wire, as insistently as a
 * worker would.
 */
final class BreakTransfer {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  /** More than a worker asks for, so that a row of cuts comes to its end. */
  private static final int MOST_DOORS = 100;

  private static final int MOST_MENDED = 3;

  /** Lays a wire to a server. */
  interface Wires {
    FaultyWire to(int serverPort, WireFaults faults) throws IOException;
  }

  private final TransferFarm farm;
  private final Wires wires;
  private final WireFaults faults;
  private final BreakTally.Row row;
  private final TransferLoad load;
  private final Assignment job;
  private final Path into;
  private final TransferLane lane;
  private int mended;
  private long carried;

  BreakTransfer(
      TransferFarm farm,
      Wires wires,
      WireFaults faults,
      BreakTally.Row row,
      TransferLoad load,
      Assignment job,
      Path into) {
    this.farm = farm;
    this.wires = wires;
    this.faults = faults;
    this.row = row;
    this.load = load;
    this.job = job;
    this.into = into;
    this.lane = farm.lane(job, FIRST_PAUSE, SILENCE);
  }

  void run(boolean down) throws IOException {
    Failure failure = down ? fetch() : giveBack();
    for (int doors = 1; isWorthAnother(failure) && doors < MOST_DOORS; doors++) {
      row.anotherDoor();
      failure = down ? fetch() : giveBack();
    }
    farm.end(job);
    if (failure == null ? !load.arrived(into, true) : Files.exists(Path.of(job.output()))) {
      row.wrong();
    }
    row.ended(faults, load.bytes(), carried, failure == null ? null : failure.reason().name());
  }

  private static boolean isWorthAnother(Failure failure) {
    return failure != null && failure.reason() == FailureReason.TRANSFER_FAILED;
  }

  private Failure fetch() throws IOException {
    ServedFiles served = farm.serve(job);
    try (FaultyWire wire = wires.to(URI.create(served.url()).getPort(), faults)) {
      ServedFiles through =
          new ServedFiles(
              wire.through(served.url()),
              served.user(),
              served.password(),
              served.files(),
              served.film(),
              served.subtitles(),
              served.fingerprint(),
              served.version(),
              0);
      Failure failure = lane.fetch(through, into);
      carried += wire.carriedBytes();
      return failure;
    }
  }

  private Failure giveBack() throws IOException {
    try {
      ReturnFolder door = farm.takeBack(job);
      try (FaultyWire wire = wires.to(URI.create(door.url()).getPort(), faults)) {
        ReturnFolder through =
            new ReturnFolder(
                wire.through(door.url()),
                door.user(),
                door.password(),
                door.fileName(),
                door.fingerprint());
        Failure failure = lane.upload(load.input(), load.bytes(), through);
        carried += wire.carriedBytes();
        return failure == null ? commit(door) : failure;
      }
    } catch (IOException e) {
      return refusal(e);
    }
  }

  /** As a worker does: what staging has otherwise is sent again, through the same door. */
  private Failure commit(ReturnFolder door) throws IOException {
    try {
      farm.commit(job, door, load.bytes(), lane.root());
      return null;
    } catch (IOException e) {
      Failure refused = refusal(e);
      return isWorthAnother(refused)
              && mended++ < MOST_MENDED
              && lane.differing(door.fileName()) > 0
          ? giveBack()
          : refused;
    }
  }

  /** What staging refuses has a reason, too. */
  private static Failure refusal(IOException e) throws IOException {
    if (e.getCause() != null && e.getCause().getCause() instanceof RefusedException refused) {
      return FailureReason.ofCode(refused.refusal().code())
          .map(reason -> new Failure(reason, refused.getMessage(), null, null, null))
          .orElseThrow(() -> e);
    }
    throw e;
  }
}
