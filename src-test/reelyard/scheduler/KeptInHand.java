package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import reelyard.message.GetPreset;
import reelyard.message.OwnPreset;
import reelyard.message.PresetText;
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

/** What was stored, in memory: as durable as a test. */
final class KeptInHand {

  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, WorkerRecord> workers = new LinkedHashMap<>();
  private final Map<String, Submission> submissions = new LinkedHashMap<>();
  private final Map<String, LearnedSpeed> speeds = new LinkedHashMap<>();
  private final Map<String, List<PresetText>> presets = new TreeMap<>();
  private final Map<Long, Alert> alerts = new TreeMap<>();
  final List<AttemptRecord> attempts = new ArrayList<>();
  private FarmSettings farm = FarmSettings.DEFAULT;

  void keep(List<Change> changes) {
    changes.forEach(this::keep);
  }

  private void keep(Change change) {
    if (change instanceof Change.KeepJob c) {
      jobs.put(c.job().id(), c.job());
    } else if (change instanceof Change.DropJob c) {
      jobs.remove(c.jobId());
    } else if (change instanceof Change.KeepWorker c) {
      workers.put(c.worker().info().id(), c.worker());
    } else if (change instanceof Change.DropWorker c) {
      workers.remove(c.workerId());
    } else if (change instanceof Change.KeepFarm c) {
      farm = c.farm();
    } else if (change instanceof Change.KeepSubmission c) {
      submissions.put(c.submission().key(), c.submission());
    } else if (change instanceof Change.DropSubmissions c) {
      submissions.values().removeIf(old -> old.millis() < c.beforeMillis());
    } else if (change instanceof Change.AddAttempt c) {
      attempts.add(c.attempt());
    } else if (change instanceof Change.KeepSpeed c) {
      speeds.put(c.speed().workerId() + "/" + c.speed().kind(), c.speed());
    } else if (change instanceof Change.AddPreset c) {
      add(c.preset());
    } else if (change instanceof Change.DropPreset c) {
      presets.remove(c.name());
    } else if (change instanceof Change.KeepAlert c) {
      alerts.put(c.alert().id(), c.alert());
    } else if (change instanceof Change.DropAlert c) {
      alerts.remove(c.id());
    }
  }

  private void add(PresetText p) {
    List<PresetText> texts = presets.computeIfAbsent(p.name(), name -> new ArrayList<>());
    texts.add(
        new PresetText(
            p.name(),
            false,
            texts.size() + 1,
            p.description(),
            p.changedMillis(),
            p.user(),
            p.json()));
  }

  List<OwnPreset> presets() {
    return presets.values().stream()
        .map(texts -> texts.get(texts.size() - 1))
        .map(
            p -> new OwnPreset(p.name(), p.description(), p.version(), p.changedMillis(), p.user()))
        .toList();
  }

  Optional<PresetText> preset(GetPreset asked) {
    List<PresetText> texts = presets.getOrDefault(asked.name(), List.of());
    int version = asked.version() == 0 ? texts.size() : asked.version();
    return texts.stream().filter(p -> p.version() == version).findFirst();
  }

  int jobCount() {
    return jobs.size();
  }

  Job job(String id) {
    return jobs.get(id);
  }

  List<Job> jobs(Collection<String> ids) {
    return ids.stream().map(jobs::get).filter(Objects::nonNull).toList();
  }

  WorkerRecord worker(String id) {
    return workers.get(id);
  }

  void forgetWorker(String id) {
    workers.remove(id);
  }

  Submission submission(String key) {
    return submissions.get(key);
  }

  Kept load() {
    Map<JobState, Long> ended = new EnumMap<>(JobState.class);
    long archived = 0;
    for (Job job : jobs.values()) {
      if (job.state().ended() && job.archived()) {
        archived++;
      } else if (job.state().ended()) {
        ended.merge(job.state(), 1L, Long::sum);
      }
    }
    return new Kept(
        jobs.values().stream().filter(job -> !job.state().ended()).toList(),
        ended,
        archived,
        List.copyOf(workers.values()),
        farm,
        List.copyOf(speeds.values()),
        List.copyOf(attempts),
        List.copyOf(alerts.values()));
  }

  /** Ended jobs that live ones wait for, and the latest others. */
  List<Job> ended(int latest) {
    Set<String> needed = new HashSet<>();
    jobs.values().stream()
        .filter(job -> !job.state().ended())
        .forEach(job -> needed.addAll(job.spec().after()));
    List<Job> ended =
        jobs.values().stream()
            .filter(job -> job.state().ended())
            .sorted(Comparator.comparingLong(Job::endedMillis).reversed())
            .toList();
    List<Job> recalled = new ArrayList<>(ended.stream().limit(latest).toList());
    ended.stream().skip(latest).filter(job -> needed.contains(job.id())).forEach(recalled::add);
    return recalled;
  }
}
