package reelyard.scheduler;

import java.util.List;
import reelyard.address.Addresses;
import reelyard.message.Ack;
import reelyard.message.ControlWorkers;
import reelyard.message.Refusal;
import reelyard.message.SetFarm;
import reelyard.message.SetWorker;
import reelyard.message.Shutdown;
import reelyard.message.TestWorker;
import reelyard.model.FarmSettings;
import reelyard.model.WorkerControl;
import reelyard.scheduler.WorkerEntry.Presence;
import reelyard.scheduler.forecast.Forecast;
import reelyard.scheduler.store.Change;

/** What people order of workers, and of the whole farm. */
final class WorkerCommands {

  private final JobBook jobs;
  private final Roster roster;
  private final Queues queues;
  private final Quarantine quarantine;
  private final Pauses pauses;
  private final Forecast forecast;
  private final Outbox outbox;

  WorkerCommands(
      JobBook jobs,
      Roster roster,
      Queues queues,
      Quarantine quarantine,
      Pauses pauses,
      Forecast forecast,
      Outbox outbox) {
    this.jobs = jobs;
    this.roster = roster;
    this.queues = queues;
    this.quarantine = quarantine;
    this.pauses = pauses;
    this.forecast = forecast;
    this.outbox = outbox;
  }

  /** What people set before this start of the manager. */
  void restore(FarmSettings settings, long now) {
    roster.setFarm(settings);
    sort(now);
  }

  /** Pause, drain, resume or retire. */
  Decision<Ack> on(ControlWorkers message, long now) {
    for (String id : message.workerIds()) {
      if (roster.get(id) == null) {
        return outbox.refuse(Refusals.unknownWorker(id));
      }
    }
    long until = message.minutes() == 0 ? 0 : now + message.minutes() * 60_000L;
    if (message.workerIds().isEmpty() && message.control() != WorkerControl.RETIRE) {
      setFarm(roster.farm().with(message.control(), until));
    } else {
      List<String> ids =
          message.workerIds().isEmpty()
              ? roster.all().stream().map(WorkerEntry::id).toList()
              : message.workerIds().stream().distinct().toList();
      ids.forEach(id -> control(roster.get(id), message.control(), until, now));
    }
    pauses.look(now);
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  private void control(WorkerEntry worker, WorkerControl control, long until, long now) {
    worker.control = control;
    worker.untilMillis = until;
    outbox.changed(worker);
    retire(worker, now);
  }

  /** A worker that shall retire is told so until it leaves; one that is gone is forgotten. */
  void retire(WorkerEntry worker, long now) {
    if (worker.control != WorkerControl.RETIRE) {
      return;
    }
    if (worker.presence == Presence.HERE) {
      outbox.order(
          Addresses.shutdown(worker.id()),
          new Shutdown(
              worker.id(), worker.info().incarnation(), true, now + Attempts.COMMAND_MILLIS));
    } else if (worker.presence == Presence.LOST && worker.running.isEmpty()) {
      roster.remove(worker);
      worker.presence = Presence.LEFT;
      outbox.changed(worker);
    }
  }

  /** Orders whose time is over end. */
  void watch(long now) {
    FarmSettings farm = roster.farm();
    if (farm.untilMillis() > 0 && farm.untilMillis() <= now) {
      setFarm(farm.with(WorkerControl.RUN, 0));
    }
    for (WorkerEntry worker : roster.all()) {
      if (worker.untilMillis > 0 && worker.untilMillis <= now) {
        control(worker, WorkerControl.RUN, 0, now);
      }
      if (worker.look(now)) {
        outbox.moved(worker);
      }
    }
  }

  /** A worker's week and share. */
  Decision<Ack> on(SetWorker message, long now) {
    WorkerEntry worker = roster.get(message.workerId());
    if (worker == null) {
      return outbox.refuse(Refusals.unknownWorker(message.workerId()));
    }
    worker.setSettings(message.settings());
    worker.look(now);
    outbox.changed(worker);
    pauses.look(now);
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  /** A worker shall prove itself. */
  Decision<Ack> on(TestWorker message, long now) {
    WorkerEntry worker = roster.get(message.workerId());
    if (worker == null) {
      return outbox.refuse(Refusals.unknownWorker(message.workerId()));
    }
    if (worker.presence != Presence.HERE) {
      return outbox.refuse(
          Refusal.conflict("worker %s is not there: start it".formatted(worker.id())));
    }
    quarantine.test(worker, now);
    return outbox.decide(new Ack());
  }

  /** How the farm sorts what waits. */
  Decision<Ack> on(SetFarm message, long now) {
    setFarm(roster.farm().with(message.sort()));
    sort(now);
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  private void setFarm(FarmSettings settings) {
    roster.setFarm(settings);
    outbox.keep(new Change.KeepFarm(settings));
    roster.all().forEach(outbox::moved);
  }

  private void sort(long now) {
    jobs.line()
        .sortBy(
            switch (roster.farm().sort()) {
              case AGE -> job -> 0;
              case SMALLEST -> JobEntry::inputBytes;
              case SHORTEST -> job -> forecast.estimate(null, job.work()).seconds();
            },
            now);
  }
}
