package reelyard.worker;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import reelyard.address.Request;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** What an attempt waits for; nothing of it counts once the attempt no longer lives. */
final class Steps {

  /** For answers that take no work. */
  static final Duration SOON = Duration.ofSeconds(5);

  /** About a minute and a half without staging. */
  private static final int STAGING_TRIES = 14;

  private final Equipment equipment;
  private final BooleanSupplier lives;
  private final Consumer<RuntimeException> broken;
  private final Insistence insistence;

  /**
   * @param broken hears of bugs in what comes next, which nobody else would
   */
  Steps(Equipment equipment, BooleanSupplier lives, Consumer<RuntimeException> broken) {
    this.equipment = equipment;
    this.lives = lives;
    this.broken = broken;
    this.insistence = new Insistence(equipment.farm(), equipment.timers());
  }

  /** Asks the scheduler until it answers. */
  <Q, A> void ask(Request<Q, A> request, Q question, Consumer<A> next, Consumer<Refusal> refused) {
    insistence
        .ask(request, question, SOON, Insistence.FOREVER, lives)
        .whenComplete(
            whileAlive(
                next,
                e -> {
                  if (e instanceof RefusedException refusal) {
                    refused.accept(refusal.refusal());
                  }
                }));
  }

  /** Asks staging, and fails when that is silent for too long. */
  <Q, A> void askStaging(
      Request<Q, A> request,
      Q question,
      Duration patience,
      Consumer<A> next,
      Consumer<Refusal> refused,
      Consumer<Failure> failed) {
    insistence
        .ask(request, question, patience, STAGING_TRIES, lives)
        .whenComplete(
            whileAlive(
                next,
                e -> {
                  if (e instanceof RefusedException refusal) {
                    refused.accept(refusal.refusal());
                  } else {
                    failed.accept(
                        Failures.plain(
                            FailureReason.TRANSFER_FAILED,
                            "staging does not answer (%s): check that it runs"
                                .formatted(e.getMessage()),
                            equipment.workerId()));
                  }
                }));
  }

  /** Brings what other threads tell to the event loop. */
  <T> Consumer<T> onLoop(Consumer<T> then) {
    return value ->
        equipment
            .events()
            .execute(
                () -> {
                  if (lives.getAsBoolean()) {
                    then.accept(value);
                  }
                });
  }

  private <A> BiConsumer<A, Throwable> whileAlive(Consumer<A> good, Consumer<Throwable> bad) {
    return (answer, e) -> {
      if (lives.getAsBoolean()) {
        guarded(
            () -> {
              if (e == null) {
                good.accept(answer);
              } else {
                bad.accept(e);
              }
            });
      }
    };
  }

  /** Takes a step; a future would swallow what it throws, and the lane would wait for ever. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      broken.accept(e);
    }
  }
}
