package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;
import reelyard.model.Job;
import reelyard.scheduler.store.StoreConfig;

/**
 * Drives the scheduler's core through one history that a seed tells: workers that crash, hang, lie
 * and come late, a bad network, clocks that leap, managers killed between deciding, storing and
 * saying, people who want everything. Now and then all faults end, and so must all jobs.
 */
public final class Simulation {

  /**
   * How a run ended.
   *
   * @param problem the invariant that broke and the events that led there, or null
   * @param digest equal for equal histories
   */
  public record Outcome(
      long seed,
      long steps,
      long jobs,
      long completed,
      long kills,
      long peaces,
      long digest,
      String problem) {}

  private static final long BEGIN_MILLIS = 1_700_000_000_000L;
  private static final int WORKERS = 6;
  private static final long PEACE_MILLIS = 40L * 60_000;

  private final long seed;
  private final SimDice dice;
  private final SimAgenda agenda = new SimAgenda(BEGIN_MILLIS);
  private final SimTrace trace = new SimTrace();
  private final SimStore store = new SimStore();
  private final SimNetwork network;
  private final SimStaging staging;
  private final SimLedger ledger;
  private final SimManager manager;
  private final SimUsers users;
  private final List<SimWorker> workers = new ArrayList<>();
  private long steps;
  private long peaces;
  private long peaceBegan;
  private long nextChange;
  private boolean peace;

  private Simulation(long seed) {
    this.seed = seed;
    dice = new SimDice(seed);
    int queueLength = (int) dice.between(1, 3);
    SchedulerConfig config =
        new SchedulerConfig(
            (int) dice.between(6, 15),
            queueLength,
            10_000,
            100,
            3,
            3,
            (int) dice.between(5, 60),
            5_000,
            new StoreConfig("memory", "", "", 6));
    network = new SimNetwork(agenda, dice);
    staging = new SimStaging(agenda, dice, network);
    ledger = new SimLedger(store, staging);
    SimCheck check = new SimCheck(store, queueLength);
    manager = new SimManager(config, agenda, dice, trace, store, ledger, check, this::deliver);
    staging.know(manager);
    users = new SimUsers(agenda, dice, store, manager);
    for (int i = 0; i < WORKERS; i++) {
      workers.add(new SimWorker(i, agenda, dice, trace, network, manager, staging));
    }
  }

  private void deliver(Decision.Order<?> order) {
    String name = order.request().name();
    for (SimWorker worker : workers) {
      if (name.startsWith("reelyard.worker." + worker.id() + ".")) {
        worker.hear(order);
      }
    }
  }

  /** At least so many steps: the last peace is waited for. */
  public static Outcome run(long seed, long steps) {
    Simulation simulation = new Simulation(seed);
    try {
      simulation.run(steps);
      return simulation.outcome(null);
    } catch (SimViolation violation) {
      return simulation.outcome(simulation.story(violation));
    }
  }

  private void run(long wanted) {
    manager.begin();
    workers.forEach(SimWorker::begin);
    users.begin();
    staging.begin();
    nextChange = dice.between(5_000, 30_000);
    boolean ended = false;
    while (!ended) {
      steps++;
      agenda.next();
      if (peace) {
        ended = atPeace() && steps >= wanted;
      } else if (steps >= Math.min(nextChange, wanted)) {
        peace(true);
      }
    }
  }

  private void peace(boolean yes) {
    peace = yes;
    peaceBegan = agenda.now();
    trace.note(agenda.now(), yes ? "peace" : "faults", null);
    network.faulty(!yes);
    staging.faulty(!yes);
    manager.faulty(!yes);
    users.calm(yes);
    workers.forEach(worker -> worker.faulty(!yes));
  }

  /** Whether all jobs have ended; then faults begin again. */
  private boolean atPeace() {
    if (manager.live() == 0) {
      manager.checkAll();
      peaces++;
      ledger.forgetKeys();
      nextChange = steps + dice.between(5_000, 30_000);
      peace(false);
      return true;
    }
    if (agenda.now() - peaceBegan > PEACE_MILLIS) {
      StringBuilder story = new StringBuilder();
      for (Job job : store.live.values()) {
        story.append("%n%s%n%s".formatted(job, manager.explain(job.id())));
      }
      throw new SimViolation("%d jobs do not end in peace: %s".formatted(manager.live(), story));
    }
    return false;
  }

  private Outcome outcome(String problem) {
    return new Outcome(
        seed,
        steps,
        ledger.accepted(),
        ledger.completed(),
        manager.kills(),
        peaces,
        trace.digest(),
        problem);
  }

  private String story(SimViolation violation) {
    StringBuilder story = new StringBuilder();
    story.append("seed %d, step %d: %s%n".formatted(seed, steps, violation.getMessage()));
    trace.lines(BEGIN_MILLIS).forEach(line -> story.append(line).append(System.lineSeparator()));
    Throwable cause = violation.getCause();
    if (cause != null) {
      story.append(cause).append(System.lineSeparator());
      for (StackTraceElement frame : cause.getStackTrace()) {
        story.append("    at ").append(frame).append(System.lineSeparator());
      }
    }
    return story.toString();
  }
}
