package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Causes;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.JobOrder;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.Refusal;
import reelyard.model.Job;
import reelyard.scheduler.store.JobStore;
import reelyard.scheduler.store.Kept;
import reelyard.scheduler.store.StoreException;

/**
 * The core with its store: what an event leads to is stored, then said, then answered, in the order
 * of the events. When the store fails, nothing more is said; the core starts anew from what is kept
 * as soon as that can be read and written again. All methods but {@link #tell} are to be called on
 * the loop.
 */
final class StoredScheduler {

  /** Says what was decided. */
  interface Voice {
    <M> void say(Decision.Said<M> said);

    <Q> void order(Decision.Order<Q> order);
  }

  /** A core's answer to one event. */
  interface Step<A> {
    Decision<A> decide(Scheduler core, long now);
  }

  private static final Logger log = LoggerFactory.getLogger(StoredScheduler.class);

  private static final Refusal BUSY =
      new Refusal(
          Refusal.UNAVAILABLE,
          "too much is being stored just now: try again, and look whether the database is slow");

  private final JobStore store;
  private final Function<String, Scheduler> newCore;
  private final FarmClock clock;
  private final Executor loop;
  private final Voice voice;
  private Scheduler core;
  private long epoch;
  private int starts;
  private int pending;
  private boolean over;
  private String trouble = "it has not begun to lead yet";

  /**
   * @param newCore makes a core for an epoch
   * @param clock steps only when a core begins; whoever ticks may step it too
   * @param loop runs one task at a time, in order
   */
  StoredScheduler(
      JobStore store,
      Function<String, Scheduler> newCore,
      FarmClock clock,
      Executor loop,
      Voice voice) {
    this.store = store;
    this.newCore = newCore;
    this.clock = clock;
    this.loop = loop;
    this.voice = voice;
  }

  /** Waits for the lead, then goes on from what is kept. */
  CompletionStage<Void> begin(Consumer<String> deposed) {
    return store
        .lead(why -> loop.execute(() -> depose(why, deposed)))
        .thenCompose(
            number -> {
              epoch = number;
              return restore();
            });
  }

  private void depose(String why, Consumer<String> deposed) {
    over = true;
    core = null;
    trouble = why;
    deposed.accept(why);
  }

  /** Reads all that is kept into a core, off the loop, since nobody has seen it yet. */
  private CompletionStage<Void> restore() {
    String name = epoch + "." + ++starts;
    return store
        .load()
        .thenCompose(kept -> store.jobs(endedOnes(kept)).thenApply(ended -> new Found(kept, ended)))
        .thenCompose(found -> recent().thenApply(found::with))
        .thenApply(found -> Restored.of(newCore.apply(name), found, clock.follow()))
        .thenComposeAsync(this::restart, loop);
  }

  /** A core that knows what was kept, and what it makes of it. */
  private record Restored(Scheduler core, Decision<Ack> decision) {
    static Restored of(Scheduler core, Found found, long now) {
      return new Restored(core, core.restore(found.kept(), found.ended(), now));
    }
  }

  private record Found(Kept kept, List<Job> ended) {
    Found with(List<Job> more) {
      List<Job> all = new ArrayList<>(more);
      Set<String> known = new HashSet<>(more.stream().map(Job::id).toList());
      ended.stream().filter(job -> !known.contains(job.id())).forEach(all::add);
      return new Found(kept, all);
    }
  }

  /** Jobs that live ones wait for and that do not live themselves. */
  private static Set<String> endedOnes(Kept kept) {
    Set<String> ids = new HashSet<>();
    kept.live().forEach(job -> ids.addAll(job.spec().after()));
    kept.live().forEach(job -> ids.remove(job.id()));
    return ids;
  }

  private CompletionStage<List<Job>> recent() {
    ListJobs latest =
        new ListJobs(null, null, null, null, null, false, null, JobOrder.ENDED, null, 200);
    return store
        .list(latest)
        .thenCompose(
            page -> {
              List<String> ids = page.jobs().stream().map(JobView::id).toList();
              return store.jobs(ids).thenApply(jobs -> inOrder(ids, jobs));
            });
  }

  private static List<Job> inOrder(List<String> ids, List<Job> jobs) {
    List<Job> sorted = new ArrayList<>(jobs);
    sorted.sort((a, b) -> Integer.compare(ids.indexOf(a.id()), ids.indexOf(b.id())));
    return sorted;
  }

  private CompletionStage<Void> restart(Restored restored) {
    if (over) {
      return CompletableFuture.failedFuture(unavailable());
    }
    core = restored.core();
    pending = 0;
    return carryOut((fresh, now) -> restored.decision()).thenApply(done -> null);
  }

  /** Whether this manager gave its events that epoch. */
  boolean isEpoch(String name) {
    return name.startsWith(epoch + ".");
  }

  /** Whether events can be told now. */
  boolean works() {
    return core != null;
  }

  /**
   * Tells the core of an event that is about these jobs, known or not. From any thread: whoever
   * asked the store or staging first comes back on one of theirs.
   */
  <A> CompletionStage<A> tell(Collection<String> jobIds, Step<A> step) {
    List<String> ids = jobIds.stream().filter(Objects::nonNull).toList();
    return CompletableFuture.supplyAsync(() -> tell(ids, Set.of(), step), loop)
        .thenCompose(answer -> answer);
  }

  private <A> CompletionStage<A> tell(Collection<String> jobIds, Set<String> sought, Step<A> step) {
    Scheduler asked = core;
    if (asked == null) {
      return CompletableFuture.failedFuture(unavailable());
    }
    if (!store.leads()) {
      // As after a freeze, before the store says so: what is in memory may be long outdated.
      return CompletableFuture.failedFuture(
          new RefusedException(
              new Refusal(
                  Refusal.UNAVAILABLE,
                  "this manager cannot tell whether it still leads: try again")));
    }
    if (!store.hasRoom()) {
      // Once decided it must be stored, so the moment to refuse is now.
      return CompletableFuture.failedFuture(new RefusedException(BUSY));
    }
    Set<String> missing = asked.unknown(jobIds);
    if (sought.containsAll(missing)) {
      return carryOut(step);
    }
    return store
        .jobs(missing)
        .thenComposeAsync(
            read -> {
              if (core != asked) {
                // What an earlier core asked for may be older than what this one knows.
                return tell(jobIds, Set.of(), step);
              }
              asked.recall(read, clock.now());
              missing.addAll(sought);
              return tell(jobIds, missing, step);
            },
            loop);
  }

  private <A> CompletionStage<A> carryOut(Step<A> step) {
    Scheduler teller = core;
    Decision<A> decision;
    try {
      decision = step.decide(core, clock.now());
    } catch (RuntimeException bug) {
      broke(teller, "the scheduler broke on an event", bug);
      return CompletableFuture.failedFuture(bug);
    }
    // What others are told must not rest on something that is not kept yet.
    if (decision.store().isEmpty() && pending == 0) {
      return speak(decision);
    }
    pending++;
    return store
        .save(decision.store())
        .handleAsync((saved, e) -> this.<A>saved(teller, decision, e), loop)
        .thenCompose(answer -> answer);
  }

  private <A> CompletionStage<A> saved(Scheduler teller, Decision<A> decision, Throwable e) {
    if (teller != core) {
      return CompletableFuture.failedFuture(unavailable());
    }
    pending--;
    if (e == null) {
      return speak(decision);
    }
    broke(teller, "the scheduler's store failed", e);
    return CompletableFuture.failedFuture(unavailable());
  }

  private <A> CompletionStage<A> speak(Decision<A> decision) {
    decision.notes().forEach(log::info);
    decision.says().forEach(voice::say);
    decision.orders().forEach(voice::order);
    return decision.refusal() == null
        ? CompletableFuture.completedFuture(decision.answer())
        : CompletableFuture.failedFuture(new RefusedException(decision.refusal()));
  }

  /** What memory holds may be half done: only what is kept counts. */
  private void broke(Scheduler teller, String what, Throwable e) {
    if (teller == core) {
      core = null;
      trouble = what + ": " + words(e);
      // The store's own words say what to do; anything else is a bug, and its stack is needed.
      boolean expected = Causes.of(e) instanceof StoreException;
      log.error(
          "{}; nobody is answered until what is kept was read anew", trouble, expected ? null : e);
    }
  }

  /** Tries again to go on from what is kept; to be called now and then while it does not work. */
  CompletionStage<Void> recover() {
    return restore()
        .whenComplete((done, e) -> log.info(e == null ? "the scheduler goes on" : words(e)));
  }

  /** Gives up the lead. */
  CompletionStage<Void> end() {
    over = true;
    core = null;
    trouble = "it stops";
    return store.close();
  }

  private RefusedException unavailable() {
    return new RefusedException(
        new Refusal(Refusal.UNAVAILABLE, "the scheduler cannot answer: " + trouble));
  }

  private static String words(Throwable e) {
    Throwable cause = Causes.of(e);
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
