package reelyard.scheduler;

import reelyard.scheduler.WorkerEntry.Presence;

/** What time brings about: leases run out, hours open and close, tests fall due. */
final class Watch {

  /** How often {@link #look} shall be called. */
  static final long TICK_MILLIS = 1_000;

  /** Lost and departed workers stay in view for so long. */
  private static final long SHOW_LOST_MILLIS = 3_600_000;

  private static final long LATE_TICK_MILLIS = 3_000;

  private final SchedulerConfig config;
  private final JobBook jobs;
  private final Roster roster;
  private final Stagings stagings;
  private final Queues queues;
  private final Attempts attempts;
  private final Quarantine quarantine;
  private final Pauses pauses;
  private final WorkerCommands commands;
  private final Outbox outbox;
  private long lastTickMillis;

  Watch(
      SchedulerConfig config,
      JobBook jobs,
      Roster roster,
      Stagings stagings,
      Queues queues,
      Attempts attempts,
      Quarantine quarantine,
      Pauses pauses,
      WorkerCommands commands,
      Outbox outbox) {
    this.config = config;
    this.jobs = jobs;
    this.roster = roster;
    this.stagings = stagings;
    this.queues = queues;
    this.attempts = attempts;
    this.quarantine = quarantine;
    this.pauses = pauses;
    this.commands = commands;
    this.outbox = outbox;
  }

  /** Called about once a second. */
  void look(long now) {
    forgiveOwnSilence(now);
    stagings.watch(now, jobs::needs);
    roster.all().forEach(worker -> watchLease(worker, now));
    commands.watch(now);
    for (WorkerEntry worker : roster.all()) {
      quarantine.watch(worker, now);
      commands.retire(worker, now);
    }
    pauses.look(now);
    queues.lay(now);
    reclaimForIdle(now);
    jobs.forgetOld(now);
  }

  /**
   * While the scheduler itself was frozen nobody could be heard, so nobody was silent; and when its
   * clock was set, by whatever, nobody was silent for shorter or longer because of that.
   */
  private void forgiveOwnSilence(long now) {
    long late = now - lastTickMillis - TICK_MILLIS;
    if (lastTickMillis > 0 && Math.abs(late) > LATE_TICK_MILLIS) {
      roster.all().forEach(w -> w.heardMillis = Math.min(now, w.heardMillis + late));
      stagings.forgive(late, now);
      jobs.running()
          .forEach(j -> j.course().heardAt(Math.min(now, j.course().heardMillis() + late)));
      outbox.note(
          late > 0
              ? "the scheduler did not run for %d s, or its clock was set: leases are longer by as much"
                  .formatted(late / 1000)
              : "the scheduler's clock was set back by %d s: leases go on as they were"
                  .formatted(-late / 1000));
    }
    lastTickMillis = now;
  }

  private void watchLease(WorkerEntry worker, long now) {
    long leaseMillis = config.leaseSeconds() * 1000L;
    long silentMillis = now - worker.heardMillis;
    if (worker.presence == Presence.LOST) {
      attempts.loseForgotten(worker, now - leaseMillis, now);
      if (worker.running.isEmpty() && silentMillis > SHOW_LOST_MILLIS && !worker.setByPeople()) {
        leave(worker);
      }
    } else if (silentMillis <= leaseMillis) {
      attempts.loseForgotten(worker, now - leaseMillis, now);
    } else if (worker.presence == Presence.LEAVING && worker.running.isEmpty()) {
      if (worker.setByPeople()) {
        worker.presence = Presence.LOST;
        outbox.changed(worker);
      } else {
        leave(worker);
      }
    } else {
      attempts.loseAll(worker, "silent for %d s".formatted(silentMillis / 1000), now);
    }
  }

  private void leave(WorkerEntry worker) {
    roster.remove(worker);
    worker.presence = Presence.LEFT;
    outbox.changed(worker);
  }

  /** A worker with nothing to do gets what waits, claimed but not begun, at a busy one. */
  private void reclaimForIdle(long now) {
    for (WorkerEntry worker : roster.ready()) {
      JobEntry entry = queues.toReclaim(worker);
      if (entry != null) {
        attempts.giveBack(entry, "another worker starts it sooner", now);
        queues.lay(now);
      }
    }
  }
}
