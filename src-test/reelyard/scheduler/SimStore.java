package reelyard.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reelyard.model.Alert;
import reelyard.model.AttemptRecord;
import reelyard.model.FarmSettings;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.LearnedSpeed;
import reelyard.scheduler.store.Change;
import reelyard.scheduler.store.Kept;
import reelyard.scheduler.store.Submission;
import reelyard.scheduler.store.WorkerRecord;

/** The model of the store: maps that outlive every manager. */
final class SimStore {

  final Map<String, Job> live = new LinkedHashMap<>();

  /** The earliest ended first. */
  final Map<String, Job> ended = new LinkedHashMap<>();

  final Map<String, WorkerRecord> workers = new LinkedHashMap<>();
  final Map<String, Submission> submissions = new LinkedHashMap<>();
  final TreeMap<Long, Alert> alerts = new TreeMap<>();
  private final Map<String, LearnedSpeed> speeds = new LinkedHashMap<>();
  private final Deque<AttemptRecord> latest = new ArrayDeque<>();
  private FarmSettings farm = FarmSettings.DEFAULT;

  Job job(String id) {
    Job job = live.get(id);
    return job == null ? ended.get(id) : job;
  }

  /** Those that exist. */
  List<Job> jobs(Collection<String> ids) {
    List<Job> found = new ArrayList<>();
    for (String id : ids) {
      Job job = job(id);
      if (job != null) {
        found.add(job);
      }
    }
    return found;
  }

  void apply(Change change) {
    if (change instanceof Change.KeepJob keep) {
      live.remove(keep.job().id());
      ended.remove(keep.job().id());
      (keep.job().state().ended() ? ended : live).put(keep.job().id(), keep.job());
    } else if (change instanceof Change.DropJob drop) {
      live.remove(drop.jobId());
      ended.remove(drop.jobId());
    } else if (change instanceof Change.KeepWorker keep) {
      workers.put(keep.worker().info().id(), keep.worker());
    } else if (change instanceof Change.DropWorker drop) {
      workers.remove(drop.workerId());
    } else if (change instanceof Change.KeepFarm keep) {
      farm = keep.farm();
    } else if (change instanceof Change.KeepSubmission keep) {
      submissions.put(keep.submission().key(), keep.submission());
    } else if (change instanceof Change.DropSubmissions drop) {
      submissions.values().removeIf(old -> old.millis() < drop.beforeMillis());
    } else if (change instanceof Change.AddAttempt add) {
      latest.addLast(add.attempt());
      if (latest.size() > 1000) {
        latest.removeFirst();
      }
    } else if (change instanceof Change.KeepSpeed keep) {
      speeds.put(keep.speed().workerId() + "/" + keep.speed().kind(), keep.speed());
    } else if (change instanceof Change.KeepAlert keep) {
      alerts.put(keep.alert().id(), keep.alert());
    } else if (change instanceof Change.DropAlert drop) {
      alerts.remove(drop.id());
    }
  }

  Kept kept() {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    long archived = 0;
    for (Job job : ended.values()) {
      if (job.archived()) {
        archived++;
      } else {
        counts.merge(job.state(), 1L, Long::sum);
      }
    }
    return new Kept(
        List.copyOf(live.values()),
        counts,
        archived,
        List.copyOf(workers.values()),
        farm,
        List.copyOf(speeds.values()),
        List.copyOf(latest),
        List.copyOf(alerts.values()));
  }

  /** The latest ended jobs and those that live ones wait for, latest first. */
  List<Job> endedForRestore() {
    List<String> ids = new ArrayList<>(ended.keySet());
    Set<String> wanted = new LinkedHashSet<>();
    for (int i = ids.size() - 1; i >= Math.max(0, ids.size() - 200); i--) {
      wanted.add(ids.get(i));
    }
    live.values().forEach(job -> wanted.addAll(job.spec().after()));
    return jobs(wanted).stream().filter(job -> job.state().ended()).toList();
  }
}
