package reelyard.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import reelyard.address.Addresses;
import reelyard.message.Assignment;
import reelyard.message.BlockHashes;
import reelyard.message.GetHashes;

/** Asks the staging of one attempt for hashes, from threads that wait for them. */
final class AskedHashes implements TheirHashes {

  /** Staging may have to read what it did not hash while it went by. */
  private static final Duration READING = Duration.ofSeconds(20);

  private static final int TRIES = 5;

  private final Equipment equipment;
  private final Assignment assignment;
  private final Insistence insistence;
  private final CompletableFuture<BlockHashes> cancelled = new CompletableFuture<>();

  AskedHashes(Equipment equipment, Assignment assignment) {
    this.equipment = equipment;
    this.assignment = assignment;
    this.insistence = new Insistence(equipment.farm(), equipment.timers());
  }

  @Override
  public Future<BlockHashes> of(String path, long fromBlock, int count) throws IOException {
    GetHashes question =
        new GetHashes(assignment.attempt(), equipment.workerId(), path, fromBlock, count);
    CompletableFuture<BlockHashes> answer = new CompletableFuture<>();
    equipment
        .events()
        .execute(
            () ->
                insistence
                    .ask(
                        Addresses.getHashes(assignment.staging()),
                        question,
                        READING,
                        TRIES,
                        () -> !cancelled.isDone())
                    .whenComplete(
                        (hashes, e) -> {
                          if (e == null) {
                            answer.complete(hashes);
                          } else {
                            answer.completeExceptionally(e);
                          }
                        }));
    return answer.applyToEither(cancelled, hashes -> hashes);
  }

  /** Whoever waits for an answer hears that none comes. */
  void cancel() {
    cancelled.completeExceptionally(new IOException("it was stopped"));
  }
}
