package reelyard.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.PauseAttempt;
import reelyard.message.Refusal;
import reelyard.message.SelfTest;
import reelyard.message.Shutdown;
import reelyard.message.StopAttempt;

/**
 * Obeys the scheduler, but never late and never in another's place: what was sent to a frozen
 * worker reaches it all at once when it thaws.
 */
final class Commands {

  private static final Logger log = LoggerFactory.getLogger(Commands.class);

  private final String workerId;
  private final String incarnation;
  private final SchedulerClock clock;
  private final Workshop workshop;
  private final Runnable selfTest;
  private final Runnable finish;
  private final Runnable leave;

  /**
   * @param selfTest begins one, unless one runs
   * @param finish begins to finish, then leaves
   * @param leave gives back all, and leaves
   */
  Commands(
      Equipment equipment,
      SchedulerClock clock,
      Workshop workshop,
      Runnable selfTest,
      Runnable finish,
      Runnable leave) {
    this.workerId = equipment.workerId();
    this.incarnation = equipment.incarnation();
    this.clock = clock;
    this.workshop = workshop;
    this.selfTest = selfTest;
    this.finish = finish;
    this.leave = leave;
  }

  /** An attempt that is not held here is stopped already. */
  Ack stop(StopAttempt message) {
    inTime("stop " + message.attempt(), message.deadlineMillis());
    workshop.stop(message.attempt(), message.reason(), message.over());
    return new Ack();
  }

  Ack pause(PauseAttempt message) {
    inTime("pause " + message.attempt(), message.deadlineMillis());
    if (!workshop.pause(message.attempt(), message.paused())) {
      throw refused("worker %s does not hold %s".formatted(workerId, message.attempt()));
    }
    return new Ack();
  }

  /** Its outcome is told later. */
  Ack selfTest(SelfTest message) {
    ofThisStart(message.incarnation());
    inTime("test itself", message.deadlineMillis());
    selfTest.run();
    return new Ack();
  }

  Ack shutdown(Shutdown message) {
    ofThisStart(message.incarnation());
    inTime("leave", message.deadlineMillis());
    (message.finish() ? finish : leave).run();
    return new Ack();
  }

  private void ofThisStart(String meant) {
    if (!incarnation.equals(meant)) {
      throw refused("worker " + workerId + " has been started anew since");
    }
  }

  private void inTime(String what, long deadlineMillis) {
    if (clock.passed(deadlineMillis)) {
      log.info("worker {} does not {}: the order came after its deadline", workerId, what);
      throw refused("worker %s got the order to %s too late".formatted(workerId, what));
    }
  }

  private static RefusedException refused(String words) {
    return new RefusedException(Refusal.conflict(words));
  }
}
