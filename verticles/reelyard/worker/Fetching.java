package reelyard.worker;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reelyard.address.Addresses;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFiles;
import reelyard.model.FailureReason;
import reelyard.model.Stage;

/** The first stage of an attempt: asks staging for the input until it is here. */
final class Fetching {

  private static final Duration LISTING = Duration.ofSeconds(30);

  private final Stay stay;
  private final Predicate<Fetch.Fetched> waitsForRoom;
  private final Consumer<Fetch.Fetched> done;
  private final Doors doors;
  private final Fetch fetch;

  /**
   * @param waitsForRoom whether to wait for {@link #begin} after the disk was found to be too full
   */
  Fetching(Stay stay, Predicate<Fetch.Fetched> waitsForRoom, Consumer<Fetch.Fetched> done) {
    this.stay = stay;
    this.waitsForRoom = waitsForRoom;
    this.done = done;
    this.doors = new Doors(stay.assignment().attempt().jobId());
    this.fetch =
        new Fetch(stay.assignment(), stay.equipment().scratch(), stay.equipment().workerId());
  }

  /** Also after it waited for room. */
  void begin() {
    stay.reporter().waits(Stage.FETCHING, 0);
    ServeFiles question = new ServeFiles(stay.assignment().attempt(), stay.equipment().workerId());
    stay.steps()
        .ask(
            Addresses.serveFiles(stay.assignment().staging()),
            question,
            LISTING,
            this::fetch,
            stay::refused,
            doors::away);
  }

  private void fetch(ServedFiles served) {
    doors.answered();
    FtpTransfer transfer =
        stay.equipment()
            .transfer(
                stay.steps().onLoop(reading -> stay.reporter().transfer(Stage.FETCHING, reading)));
    AskedHashes hashes = new AskedHashes(stay.equipment(), stay.assignment());
    stay.interruptBy(
        () -> {
          transfer.cancel();
          hashes.cancel();
        });
    stay.steps().blocking(() -> fetch.run(served, transfer, hashes), this::fetched);
  }

  private void fetched(Fetch.Fetched input) {
    stay.interruptBy(stay::end);
    if (input.failure() == null) {
      stay.reporter().waits(Stage.FETCHING, 100);
      done.accept(input);
    } else if (input.failure().reason() == FailureReason.WORKER_DISK_FULL
        && waitsForRoom.test(input)) {
      stay.reporter().waits(Stage.FETCHING, 0);
    } else if (doors.another(input.failure(), input.stalled())) {
      begin();
    } else {
      stay.fail(input.failure());
    }
  }
}
