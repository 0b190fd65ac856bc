package reelyard.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.message.Assignment;
import reelyard.message.BlockHashes;
import reelyard.message.FileHashList;
import reelyard.message.GetFileHashes;
import reelyard.message.GetHashes;

/** Asks the staging of one attempt for hashes, from threads that wait for them. */
final class AskedHashes implements TheirHashes {

  /** Staging may have to read what it did not hash while it went by. */
  private static final Duration READING = Duration.ofSeconds(20);

  private static final int TRIES = 5;

  private final Equipment equipment;
  private final Assignment assignment;
  private final Insistence insistence;
  private final TheirHashes gathered = new GatheredHashes(this::each, this::many);
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

  AskedHashes(Equipment equipment, Assignment assignment) {
    this.equipment = equipment;
    this.assignment = assignment;
    this.insistence = new Insistence(equipment.farm(), equipment.timers());
  }

  @Override
  public CompletableFuture<BlockHashes> of(String path, long fromBlock, int count)
      throws IOException {
    return gathered.of(path, fromBlock, count);
  }

  private CompletableFuture<BlockHashes> each(String path, long fromBlock, int count) {
    return ask(
        Addresses.getHashes(assignment.staging()),
        new GetHashes(assignment.attempt(), equipment.workerId(), path, fromBlock, count));
  }

  private CompletableFuture<FileHashList> many(List<String> paths) {
    return ask(
        Addresses.getFileHashes(assignment.staging()),
        new GetFileHashes(assignment.attempt(), equipment.workerId(), paths));
  }

  private <Q, A> CompletableFuture<A> ask(Request<Q, A> request, Q question) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    equipment
        .events()
        .execute(
            () ->
                insistence
                    .ask(request, question, READING, TRIES, () -> !cancelled.isDone())
                    .whenComplete(
                        (hashes, e) -> {
                          if (e == null) {
                            answer.complete(hashes);
                          } else {
                            answer.completeExceptionally(e);
                          }
                        }));
    return answer.applyToEither(cancelled.<A>thenApply(never -> null), told -> told);
  }

  /** Whoever waits for an answer hears that none comes. */
  void cancel() {
    cancelled.completeExceptionally(new IOException("it was stopped"));
  }
}
