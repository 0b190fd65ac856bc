package reelyard.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.message.CommitResult;
import reelyard.message.Refusal;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Stage;

/** The last stage of an attempt: uploads its result and asks staging to put it in place. */
final class Returning {

  private static final Logger log = LoggerFactory.getLogger(Returning.class);

  /** Staging gives a repeated commit the answer of the first. */
  private static final Duration COMMITTING = Duration.ofSeconds(20);

  private static final Duration ROOM_LOOK = Duration.ofSeconds(10);

  private static final int MOST_MENDED = 3;

  private final Stay stay;
  private final Outgoing result;
  private final Consumer<String> done;
  private final Doors doors;
  private int mended;

  /**
   * @param done hears the path that the result came to have
   */
  Returning(Stay stay, Outgoing result, Consumer<String> done) {
    this.stay = stay;
    this.result = result;
    this.done = done;
    this.doors = new Doors(stay.assignment().attempt().jobId());
  }

  void begin() {
    stay.reporter().waits(Stage.RETURNING, 0);
    ReturnFiles question =
        new ReturnFiles(stay.assignment().attempt(), stay.equipment().workerId());
    stay.steps()
        .ask(
            Addresses.returnFiles(stay.assignment().staging()),
            question,
            Steps.SOON,
            this::upload,
            stay::refused,
            doors::away);
  }

  private void upload(ReturnFolder folder) {
    doors.answered();
    FtpTransfer transfer =
        stay.equipment()
            .transfer(
                stay.steps().onLoop(reading -> stay.reporter().transfer(Stage.RETURNING, reading)));
    AskedHashes hashes = new AskedHashes(stay.equipment(), stay.assignment());
    stay.interruptBy(
        () -> {
          transfer.cancel();
          hashes.cancel();
        });
    stay.steps()
        .blocking(
            () -> Optional.ofNullable(transfer.upload(result, folder, hashes)),
            failure ->
                failure.ifPresentOrElse(
                    broken -> notUploaded(folder, broken, transfer.stalled()),
                    () -> commit(folder, refusal -> notTaken(folder, refusal))));
  }

  /** The FTP server's "no" gives no reason, staging does: it may not take this result at all. */
  private void notUploaded(ReturnFolder folder, Failure broken, boolean stalled) {
    if (broken.reason() == FailureReason.MANAGER_DISK_FULL) {
      waitForRoom(broken.message());
      return;
    }
    if (broken.reason() == FailureReason.TRANSFER_FAILED) {
      // Perhaps all of it came, and only the server's last word was lost.
      commit(folder, refusal -> notCommitted(refusal, broken, stalled));
    } else {
      stay.fail(broken);
    }
  }

  /** Staging has all bytes, yet not the same ones: those that differ are sent again. */
  private void notTaken(ReturnFolder folder, Refusal refusal) {
    if (Stay.isOver(refusal)
        || Stay.reason(refusal) != FailureReason.TRANSFER_FAILED
        || mended == MOST_MENDED) {
      notCommitted(refusal, stay.failed(refusal), false);
      return;
    }
    AskedHashes hashes = new AskedHashes(stay.equipment(), stay.assignment());
    stay.interruptBy(hashes::cancel);
    stay.steps()
        .blocking(
            () -> differing(folder, hashes),
            differing -> {
              if (differing == 0) {
                notCommitted(refusal, stay.failed(refusal), false);
              } else {
                mended++;
                upload(folder);
              }
            });
  }

  private int differing(ReturnFolder folder, TheirHashes theirs) {
    try {
      int differing = result.compare(folder.fileName(), theirs);
      log.info(
          "{} blocks of the result of {} came otherwise, and are sent again",
          differing,
          stay.assignment().attempt());
      return differing;
    } catch (IOException e) {
      log.info("staging does not tell what it has: {}", Failures.words(e));
      return 0;
    }
  }

  /** Staging opens no door before there is room, and what took hours to make is kept. */
  private void waitForRoom(String why) {
    log.info("job {} keeps its result: {}", stay.assignment().attempt().jobId(), why);
    stay.interruptBy(stay::end);
    stay.reporter().waits(Stage.RETURNING, 100);
    stay.equipment()
        .timers()
        .after(ROOM_LOOK, () -> stay.steps().onLoop(any -> begin()).accept(why));
  }

  private void notCommitted(Refusal refusal, Failure broken, boolean stalled) {
    if (Stay.reason(refusal) == FailureReason.MANAGER_DISK_FULL) {
      waitForRoom(refusal.message());
      return;
    }
    if (Stay.isOver(refusal) || Stay.reason(refusal) != FailureReason.TRANSFER_FAILED) {
      stay.refused(refusal);
    } else if (doors.another(broken, stalled)) {
      begin();
    } else {
      stay.fail(broken);
    }
  }

  private void commit(ReturnFolder folder, Consumer<Refusal> refused) {
    stay.interruptBy(stay::end);
    stay.reporter().commits();
    CommitResult commit =
        new CommitResult(
            stay.assignment().attempt(),
            stay.equipment().workerId(),
            folder.fileName(),
            result.bytes(),
            result.root(),
            stay.receipt());
    stay.steps()
        .ask(
            Addresses.commitResult(stay.assignment().staging()),
            commit,
            COMMITTING,
            committed -> done.accept(committed.path()),
            refusal -> {
              doors.answered();
              refused.accept(refusal);
            },
            doors::away);
  }
}
