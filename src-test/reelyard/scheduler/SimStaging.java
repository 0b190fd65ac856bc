package reelyard.scheduler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import reelyard.message.AttemptId;
import reelyard.message.GetAttempt;
import reelyard.message.ResultCommitted;
import reelyard.message.StagingStatus;
import reelyard.model.JobSpec;

/**
 * Puts results in place when the scheduler says that their attempt lives, and insists on telling.
 * Its hosts say how they are; now and then one is silent or short of space.
 */
final class SimStaging {

  static final List<String> HOSTS = List.of(JobSpec.ONLY_STAGING, "nas");

  private static final int REMEMBERED = 20_000;
  private static final long REPORT_MILLIS = 5_000;

  private final SimAgenda agenda;
  private final SimDice dice;
  private final SimNetwork network;
  private final Map<AttemptId, Long> standing = new HashMap<>();
  private final Deque<AttemptId> order = new ArrayDeque<>();
  private SimManager manager;
  private boolean faulty = true;

  SimStaging(SimAgenda agenda, SimDice dice, SimNetwork network) {
    this.agenda = agenda;
    this.dice = dice;
    this.network = network;
  }

  void know(SimManager theManager) {
    manager = theManager;
  }

  void faulty(boolean yes) {
    faulty = yes;
  }

  void begin() {
    HOSTS.forEach(host -> agenda.in(dice.between(1, REPORT_MILLIS), () -> report(host)));
  }

  private void report(String host) {
    boolean away = faulty && dice.onceIn(60);
    agenda.in(away ? dice.between(5_000, 300_000) : REPORT_MILLIS, () -> report(host));
    String shortage = faulty && dice.onceIn(15) ? "it is full" : null;
    StagingStatus status = new StagingStatus(host, List.of("/"), -1, shortage);
    network.send(
        () -> manager.tell(status, List.of(), (core, now) -> core.on(status, now), reply -> {}));
  }

  /** Whether this attempt's result stands, with so many bytes. */
  boolean stands(AttemptId attempt, long bytes) {
    Long known = standing.get(attempt);
    return known != null && known == bytes;
  }

  /** A worker returned a result; the answer tells whether it is in place. Safe to repeat. */
  void commit(AttemptId attempt, long bytes, Consumer<Boolean> worker) {
    if (standing.containsKey(attempt)) {
      worker.accept(true);
      return;
    }
    GetAttempt question = new GetAttempt(attempt, true, null);
    network.send(
        () ->
            manager.tell(
                question,
                List.of(attempt.jobId()),
                (core, now) -> core.on(question, now),
                reply ->
                    network.send(
                        () -> {
                          if (reply.refusal() != null) {
                            worker.accept(false);
                          } else {
                            agenda.in(renameMillis(), () -> put(attempt, bytes, worker));
                          }
                        })));
  }

  private long renameMillis() {
    return faulty && dice.onceIn(30) ? dice.between(1_000, 140_000) : dice.between(1, 2_000);
  }

  private void put(AttemptId attempt, long bytes, Consumer<Boolean> worker) {
    if (standing.putIfAbsent(attempt, bytes) == null) {
      order.add(attempt);
      if (order.size() > REMEMBERED) {
        standing.remove(order.poll());
      }
      tell(new ResultCommitted(attempt, "/out", standing.get(attempt), null, null), 500);
    }
    worker.accept(true);
  }

  /** Until it is heard, as the real one does; sometimes once more for nothing. */
  private void tell(ResultCommitted result, long pause) {
    boolean[] heard = {false};
    network.send(
        () ->
            manager.tell(
                result,
                List.of(result.attempt().jobId()),
                (core, now) -> core.on(result, now),
                reply -> heard[0] = true));
    agenda.in(
        pause,
        () -> {
          if (!heard[0] || (faulty && dice.onceIn(20))) {
            tell(result, faulty && dice.onceIn(10) ? 300_000 : Math.min(2 * pause, 30_000));
          }
        });
  }
}
