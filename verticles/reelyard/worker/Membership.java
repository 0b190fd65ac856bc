package reelyard.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.LoseQueue;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.WorkerQueue;
import reelyard.message.WorkerTested;
import reelyard.model.Capabilities;
import reelyard.model.WorkerInfo;

/**
 * Keeps a worker known to the scheduler while it can work: registers, beats, fetches its queue, and
 * hands that back when it cannot.
 */
final class Membership {

  private static final Logger log = LoggerFactory.getLogger(Membership.class);

  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  private static final Duration ASK_AGAIN_AT_LAST = Duration.ofSeconds(4);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  /** A worker that died without a word keeps its name for some seconds. */
  private static final Duration NAME_TAKEN = Duration.ofSeconds(15);

  private static final int GIVING_UP_TRIES = 3;

  private final Equipment equipment;
  private final SchedulerClock schedulerClock;
  private final LongSupplier freeBytes;
  private final Farm farm;
  private final Workshop workshop;
  private final Supplier<CompletionStage<Void>> fitness;
  private final Consumer<String> resign;
  private final CompletableFuture<Void> joined = new CompletableFuture<>();
  private WorkerInfo worker;
  private boolean registering;
  private boolean registerAgain;
  private boolean known;
  private boolean unfit;
  private boolean leaving;
  private boolean asking;
  private boolean askAgain;
  private long takenSinceMillis;
  private int lastRefused;

  /**
   * @param schedulerClock learns from each answer
   * @param freeBytes in scratch, -1 unknown
   * @param fitness finds out whether this machine can transcode; fails with what is missing
   * @param resign ends this worker for good, for a reason that people should read
   */
  Membership(
      WorkerInfo worker,
      Equipment equipment,
      Workshop workshop,
      SchedulerClock schedulerClock,
      LongSupplier freeBytes,
      Supplier<CompletionStage<Void>> fitness,
      Consumer<String> resign) {
    this.worker = worker;
    this.equipment = equipment;
    this.farm = equipment.farm();
    this.workshop = workshop;
    this.schedulerClock = schedulerClock;
    this.freeBytes = freeBytes;
    this.fitness = fitness;
    this.resign = resign;
  }

  /**
   * Registers, again and again while no scheduler lets it in. Completes at the first answer, or
   * when there is none yet; fails when the name stays taken.
   */
  CompletionStage<Void> join() {
    register(ASK_AGAIN);
    beat();
    return joined;
  }

  /** The scheduler says that the queue is another now. */
  void queueChanged() {
    if (!known || leaving) {
      return;
    }
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    long asked = schedulerClock.steadyMillis();
    farm.ask(Addresses.GET_QUEUE, new GetQueue(worker.id(), worker.incarnation()), PATIENCE)
        .whenComplete(
            (queue, e) -> {
              asking = false;
              if (e == null) {
                schedulerClock.learned(asked, queue.nowMillis());
                workshop.queue(queue);
              } else if (e instanceof RefusedException) {
                forgotten();
              }
              if (askAgain) {
                askAgain = false;
                queueChanged();
              }
            });
  }

  /** What this worker does now. */
  Heartbeat heartbeat() {
    return new Heartbeat(
        worker.id(),
        worker.incarnation(),
        workshop.progress(),
        freeBytes.getAsLong(),
        !unfit && !leaving && !workshop.lacksRoom());
  }

  /** This machine was looked at: the scheduler hears of it when it is another than it knew. */
  void capabilities(Capabilities found) {
    boolean news = !found.equals(at(found.foundMillis(), worker.capabilities()));
    worker =
        new WorkerInfo(
            worker.id(),
            worker.incarnation(),
            worker.host(),
            worker.lanes(),
            found,
            worker.zone(),
            worker.pools(),
            worker.tags());
    if (news && registering) {
      registerAgain = true;
    } else if (news && known) {
      register(ASK_AGAIN);
    }
  }

  private static Capabilities at(long foundMillis, Capabilities old) {
    return new Capabilities(
        old.handBrakeVersion(),
        old.presetVersion(),
        old.encoders(),
        old.proofs(),
        old.presets(),
        old.cores(),
        old.memoryBytes(),
        foundMillis,
        old.ffmpeg());
  }

  /** A self-test runs; the scheduler hears of its outcome, however long that takes. */
  void tells(CompletionStage<Examination.Outcome> test) {
    test.whenComplete(
        (outcome, bug) -> {
          if (bug != null) {
            log.error("the self-test of worker {} broke", worker.id(), bug);
          } else if (!leaving) {
            tell(outcome);
          }
        });
  }

  private void tell(Examination.Outcome outcome) {
    log.info(
        "worker {} {}",
        worker.id(),
        outcome.failure() == null
            ? "passed its self-test"
            : "failed its self-test: " + outcome.failure());
    capabilities(outcome.capabilities());
    WorkerTested message =
        new WorkerTested(
            worker.id(), worker.incarnation(), outcome.capabilities(), outcome.failure());
    new Insistence(farm, equipment.timers())
        .ask(Addresses.WORKER_TESTED, message, PATIENCE, Insistence.FOREVER, () -> !leaving)
        .whenComplete(
            (ack, e) -> {
              if (e != null) {
                log.info(
                    "the scheduler did not hear of the self-test of {}: {}",
                    worker.id(),
                    e.getMessage());
              }
            });
  }

  /** Something failed as if this machine could not transcode: takes no jobs until that is known. */
  void doubt(String why) {
    if (unfit || leaving) {
      return;
    }
    unfit = true;
    workshop.close();
    look(why, true);
  }

  /** Takes no more jobs, finishes those that run. */
  void finish(String reason) {
    leaving = true;
    workshop.close();
    giveUp(reason, true);
  }

  /** Gives back all that this worker has. */
  CompletionStage<Ack> giveBack(String reason) {
    leaving = true;
    LoseQueue message = new LoseQueue(worker.id(), worker.incarnation(), reason, false);
    return farm.ask(Addresses.LOSE_QUEUE, message, ASK_AGAIN);
  }

  private void register(Duration pause) {
    if (registering || unfit || leaving) {
      return;
    }
    registering = true;
    registerAgain = false;
    long asked = schedulerClock.steadyMillis();
    String token = equipment.config().token();
    RegisterWorker message =
        new RegisterWorker(worker, workshop.progress(), token.isEmpty() ? null : token);
    farm.ask(Addresses.REGISTER, message, PATIENCE)
        .whenComplete(
            (queue, e) -> {
              registering = false;
              if (e == null) {
                schedulerClock.learned(asked, queue.nowMillis());
                registered(queue);
              } else if (e instanceof RefusedException refused) {
                refused(refused.refusal());
              } else {
                unanswered(pause);
              }
            });
  }

  private void registered(WorkerQueue queue) {
    if (!known) {
      log.info("worker {} is at work", worker.id());
    }
    known = true;
    takenSinceMillis = 0;
    lastRefused = 0;
    joined.complete(null);
    if (!leaving) {
      workshop.queue(queue);
    }
    if (registerAgain) {
      register(ASK_AGAIN);
    }
  }

  private void refused(Refusal refusal) {
    long now = equipment.clock().millis();
    boolean nameTaken = refusal.code() == Refusal.CONFLICT;
    if (!nameTaken) {
      takenSinceMillis = 0;
      joined.complete(null);
    } else if (takenSinceMillis == 0) {
      takenSinceMillis = now;
    }
    if (nameTaken && now - takenSinceMillis >= NAME_TAKEN.toMillis()) {
      boolean starting = joined.completeExceptionally(new IllegalStateException(refusal.message()));
      leaving = true;
      if (!starting) {
        resign.accept(refusal.message());
      }
      return;
    }
    if (lastRefused != refusal.code()) {
      lastRefused = refusal.code();
      log.warn("worker {} is not let in yet: {}", worker.id(), refusal.message());
    }
    equipment.timers().after(ASK_AGAIN, () -> register(ASK_AGAIN));
  }

  private void unanswered(Duration pause) {
    if (joined.complete(null)) {
      log.warn(
          "no scheduler answers; worker {} asks again until one does: start a manager, or check"
              + " the cluster's members",
          worker.id());
    }
    Duration twice = pause.multipliedBy(2);
    Duration longer = twice.compareTo(ASK_AGAIN_AT_LAST) > 0 ? ASK_AGAIN_AT_LAST : twice;
    equipment.timers().after(pause, () -> register(longer));
  }

  private void beat() {
    equipment.timers().after(BEAT, this::beat);
    if (known) {
      long asked = schedulerClock.steadyMillis();
      farm.ask(Addresses.HEARTBEAT, heartbeat(), PATIENCE)
          .whenComplete(
              (answer, e) -> {
                if (e == null) {
                  schedulerClock.learned(asked, answer.nowMillis());
                  heard(answer);
                }
              });
    }
  }

  private void heard(HeartbeatAnswer answer) {
    if (!answer.known()) {
      forgotten();
      return;
    }
    answer.fenced().forEach(attempt -> workshop.stop(attempt, "the scheduler gave it up", false));
    workshop.pauseThese(answer.paused());
    // "Queue changed" can get lost.
    if (workshop.wantsMore()) {
      queueChanged();
    }
  }

  private void forgotten() {
    known = false;
    register(ASK_AGAIN);
  }

  private void look(String why, boolean first) {
    fitness
        .get()
        .whenComplete(
            (fit, e) -> {
              if (e == null) {
                fitAgain(first);
                return;
              }
              if (first) {
                log.error(
                    "worker {} cannot work and takes no jobs until that is mended: {}",
                    worker.id(),
                    why);
                giveUp(why, true);
              }
              equipment.timers().after(LOOK_AGAIN, () -> look(why, false));
            });
  }

  private void fitAgain(boolean neverTold) {
    unfit = false;
    if (leaving) {
      return;
    }
    workshop.open();
    if (!neverTold) {
      log.info("worker {} can work again", worker.id());
    }
    // The scheduler may have forgotten this worker while it was not to register.
    if (!neverTold || !known) {
      register(ASK_AGAIN);
    }
  }

  private void giveUp(String reason, boolean finishesRunning) {
    LoseQueue message = new LoseQueue(worker.id(), worker.incarnation(), reason, finishesRunning);
    new Insistence(farm, equipment.timers())
        .ask(Addresses.LOSE_QUEUE, message, PATIENCE, GIVING_UP_TRIES, () -> true)
        .whenComplete(
            (ack, e) -> {
              if (e != null) {
                log.warn("the scheduler did not hear that {} takes no jobs", worker.id());
              }
            });
  }
}
