package reelyard.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reelyard.address.Request;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;

/**
 * What an attempt waits for; nothing of it counts once the attempt no longer lives. Whoever does
 * not answer is asked again for as long as it lives: a manager may be away for hours, and what this
 * worker has done is worth more than its patience.
 */
final class Steps {

  /** For answers that take no work. */
  static final Duration SOON = Duration.ofSeconds(5);

  private final Equipment equipment;
  private final BooleanSupplier lives;
  private final Runnable late;
  private final Consumer<Throwable> broken;
  private final Insistence insistence;

  /**
   * @param late hears of blocking work that ended after its attempt
   * @param broken hears of bugs in what comes next, which nobody else would
   */
  Steps(Equipment equipment, BooleanSupplier lives, Runnable late, Consumer<Throwable> broken) {
    this.equipment = equipment;
    this.lives = lives;
    this.late = late;
    this.broken = broken;
    this.insistence = new Insistence(equipment.farm(), equipment.timers());
  }

  /** Asks until there is an answer. */
  <Q, A> void ask(
      Request<Q, A> request,
      Q question,
      Duration patience,
      Consumer<A> next,
      Consumer<Refusal> refused,
      Consumer<Throwable> lost) {
    insistence
        .ask(
            request,
            question,
            patience,
            Insistence.FOREVER,
            lives,
            e -> {
              if (lives.getAsBoolean()) {
                lost.accept(e);
              }
            })
        .whenComplete(
            whileAlive(
                next,
                e -> {
                  if (e instanceof RefusedException refusal) {
                    refused.accept(refusal.refusal());
                  }
                }));
  }

  /** Work that waits for disks and networks; waited for even when stopped, since it holds files. */
  <T> void blocking(Supplier<T> work, Consumer<T> next) {
    CompletionStage<T> result = CompletableFuture.supplyAsync(work, equipment.blocking());
    result.whenCompleteAsync(
        (value, e) -> {
          if (!lives.getAsBoolean()) {
            late.run();
          } else if (e != null) {
            broken.accept(e.getCause());
          } else {
            guarded(() -> next.accept(value));
          }
        },
        equipment.events());
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
