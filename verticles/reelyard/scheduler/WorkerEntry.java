package reelyard.scheduler;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reelyard.message.WorkerView;
import reelyard.model.FarmSettings;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;
import reelyard.scheduler.store.Change;
import reelyard.scheduler.store.WorkerRecord;

/** A worker in the scheduler's hands: what people set, what it runs, and how it stands. */
final class WorkerEntry {

  /** Whether the worker itself is there. */
  enum Presence {
    HERE,
    LEAVING,
    LOST,
    LEFT
  }

  private WorkerInfo info;
  private WorkerSettings settings;
  private ZoneId zone;

  /** Attempts that it holds, committing ones of an earlier start included. */
  final Set<String> running = new LinkedHashSet<>();

  /** Different jobs that failed here since the last success and this start of the manager. */
  final Set<String> failedJobs = new LinkedHashSet<>();

  /** Whether the latest that is known of it is a success: what fails elsewhere may be to blame. */
  boolean works;

  /** How many failed since the last success in earlier starts of the manager. */
  private int failedBefore;

  List<String> queue = new ArrayList<>();
  Presence presence = Presence.HERE;

  /** What people ordered of this worker; 0 for until further notice. */
  WorkerControl control = WorkerControl.RUN;

  long untilMillis;

  /** What people ordered of the whole farm. */
  private FarmSettings farm = FarmSettings.DEFAULT;

  /** Since when it is in quarantine, 0 for not. */
  long quarantinedMillis;

  /** When it is to be tested next while in quarantine. */
  long testMillis;

  int tests;

  /** The waiting job that wants to be alone here and for which nothing else may begin; or null. */
  String keptFor;

  String note = "";
  long heardMillis;
  long freeBytes = -1;
  boolean toldLowSpace;

  /** Whether its week schedule lets it work, as of the latest look. */
  boolean open = true;

  WorkerEntry(WorkerInfo info, WorkerSettings settings, long now) {
    this.heardMillis = now;
    setInfo(info);
    setSettings(settings);
    look(now);
  }

  /** As it was kept; its lease begins now. */
  static WorkerEntry of(WorkerRecord record, long now) {
    WorkerEntry worker = new WorkerEntry(record.info(), record.settings(), now);
    worker.control = record.control();
    worker.untilMillis = record.untilMillis();
    worker.failedBefore = record.failuresInRow();
    worker.quarantinedMillis = record.quarantinedMillis();
    worker.note = record.note();
    worker.testMillis = now;
    return worker;
  }

  Change change() {
    return presence == Presence.LEFT
        ? new Change.DropWorker(id())
        : new Change.KeepWorker(
            new WorkerRecord(
                info,
                settings,
                control,
                untilMillis,
                failuresInRow(),
                quarantinedMillis,
                note,
                heardMillis));
  }

  /** Different jobs that failed here since the last success. */
  int failuresInRow() {
    return failedBefore + failedJobs.size();
  }

  /** It did a job well. */
  void succeeded() {
    works = true;
    failedBefore = 0;
    failedJobs.clear();
  }

  String id() {
    return info.id();
  }

  WorkerInfo info() {
    return info;
  }

  void setInfo(WorkerInfo other) {
    info = other;
    zone = zone();
  }

  WorkerSettings settings() {
    return settings;
  }

  void setSettings(WorkerSettings other) {
    settings = other;
    zone = zone();
  }

  /** Whether people set something for it, which its leaving must not make forgotten. */
  boolean setByPeople() {
    return !settings.equals(WorkerSettings.DEFAULT)
        || control != WorkerControl.RUN
        || quarantinedMillis > 0;
  }

  int transcodeLanes() {
    return info.lanes().transcode();
  }

  /**
   * Attempts that its lanes can hold: what transcodes, as many fetched in store, and for each lane
   * back one that returns and one that waits; the rest is room for results that are checked.
   */
  int slots() {
    return 3 * info.lanes().transcode() + 2 * info.lanes().giveBack();
  }

  // ---- its week

  /** Looks whether its hours are open; tells whether that changed. */
  boolean look(long now) {
    boolean before = open;
    open = settings.schedule().open(Instant.ofEpochMilli(now), zone);
    return open != before;
  }

  /** When its hours open or close next, in its own zone; null for never. */
  ZonedDateTime nextChange(long now) {
    Instant next = settings.schedule().nextChange(Instant.ofEpochMilli(now), zone);
    return next == null ? null : next.atZone(zone);
  }

  /** This moment on its wall. */
  ZonedDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atZone(zone);
  }

  /** A worker's own word for its zone may be one that this JVM does not know. */
  private ZoneId zone() {
    String name = settings == null || settings.zone() == null ? info.zone() : settings.zone();
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }

  // ---- how it stands

  /** Orders for the whole farm hold here, too. */
  void obey(FarmSettings settings) {
    farm = settings;
  }

  /** Whether the stricter order is the one for the whole farm. */
  boolean obeysFarm() {
    return strictness(farm.control()) > strictness(control);
  }

  /** What is paused does not even drain. */
  private static int strictness(WorkerControl control) {
    return switch (control) {
      case RUN -> 0;
      case DRAIN -> 1;
      case RETIRE -> 2;
      case PAUSE -> 3;
    };
  }

  /** What people ordered, of it or of the whole farm: the stricter of the two. */
  WorkerControl ordered() {
    return obeysFarm() ? farm.control() : control;
  }

  /** When that ends by itself, 0 for never. */
  long orderedUntil() {
    return obeysFarm() ? farm.untilMillis() : untilMillis;
  }

  WorkerState state() {
    return switch (presence) {
      case LEFT -> WorkerState.LEFT;
      case LOST -> WorkerState.LOST;
      case LEAVING -> WorkerState.LEAVING;
      case HERE -> stateHere();
    };
  }

  private WorkerState stateHere() {
    if (quarantinedMillis > 0) {
      return WorkerState.QUARANTINED;
    }
    return switch (ordered()) {
      case PAUSE -> WorkerState.PAUSED;
      case DRAIN, RETIRE -> WorkerState.DRAINING;
      case RUN -> open ? WorkerState.READY : WorkerState.CLOSED;
    };
  }

  boolean ready() {
    return state() == WorkerState.READY;
  }

  WorkerView view() {
    return new WorkerView(
        info,
        settings,
        state(),
        ordered(),
        orderedUntil(),
        note,
        freeBytes,
        List.copyOf(queue),
        List.copyOf(running),
        heardMillis);
  }
}
