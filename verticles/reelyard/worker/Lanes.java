package reelyard.worker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.model.LaneCounts;

/**
 * Decides which job takes which step next: fetch, transcode or return, never more at a time than
 * there are lanes, and in queue order. Plain state; told of each end of a step, it answers what to
 * start.
 */
final class Lanes {

  /** What a lane does with a job; one that was paused goes on. */
  enum Lane {
    FETCH,
    TRANSCODE,
    GO_ON,
    RETURN
  }

  /** Start this step of this job now. */
  record Start(Lane lane, String jobId) {}

  private enum Place {
    FETCHING,
    FETCHED,
    TRANSCODING,
    HELD,
    CHECKING,
    CHECKED,
    RETURNING
  }

  private final LaneCounts counts;

  /** Jobs that this worker holds, in the order of their claims: the queue's order. */
  private final Map<String, Place> held = new LinkedHashMap<>();

  /** Those among them that shall begin nothing. */
  private final Set<String> paused = new HashSet<>();

  private final List<String> waiting = new ArrayList<>();
  private boolean closed;

  Lanes(LaneCounts counts) {
    this.counts = counts;
  }

  /** The queue is now this; jobs that the worker holds may be in it or not. */
  List<Start> queue(List<String> jobIds) {
    waiting.clear();
    waiting.addAll(jobIds);
    return next();
  }

  /** The job's result was good before this worker was started anew. */
  List<Start> returns(String jobId) {
    held.put(jobId, Place.CHECKED);
    return next();
  }

  /** The job's result was kept here by an earlier attempt. */
  List<Start> adopted(String jobId) {
    return move(jobId, Place.FETCHING, Place.CHECKED);
  }

  /** The job's input is here. */
  List<Start> fetched(String jobId) {
    return move(jobId, Place.FETCHING, Place.FETCHED);
  }

  /** The job's HandBrakeCLI is gone: its lane is free before the result has been checked. */
  List<Start> processEnded(String jobId) {
    Place from = held.get(jobId) == Place.HELD ? Place.HELD : Place.TRANSCODING;
    return move(jobId, from, Place.CHECKING);
  }

  /** The job shall begin nothing from now on, or may again. */
  List<Start> pause(String jobId, boolean wanted) {
    if (wanted) {
      paused.add(jobId);
    } else {
      paused.remove(jobId);
    }
    return next();
  }

  /** The job's HandBrakeCLI is paused: its lane is free until it may go on. */
  List<Start> held(String jobId) {
    return move(jobId, Place.TRANSCODING, Place.HELD);
  }

  /** The job's result is good. */
  List<Start> checked(String jobId) {
    return move(jobId, Place.CHECKING, Place.CHECKED);
  }

  /** The job is no longer this worker's, wherever it was: returned, failed, stopped or moved. */
  List<Start> over(String jobId) {
    held.remove(jobId);
    paused.remove(jobId);
    return next();
  }

  /** Claims no more jobs; those held go on. */
  void close() {
    closed = true;
  }

  /** Claims jobs again. */
  List<Start> open() {
    closed = false;
    return next();
  }

  /** Whether another job would be claimed now if the queue had one. */
  boolean wantsMore() {
    return mayClaim() && head() == null;
  }

  private List<Start> move(String jobId, Place from, Place to) {
    if (!held.replace(jobId, from, to)) {
      throw new IllegalStateException(
          "job %s cannot be %s: it is %s".formatted(jobId, to, held.get(jobId)));
    }
    return next();
  }

  private List<Start> next() {
    List<Start> starts = new ArrayList<>();
    // HandBrake first: nothing may stand between one transcode and the next.
    while (count(Place.TRANSCODING) < counts.transcode()
        && (advance(Place.HELD, Place.TRANSCODING, Lane.GO_ON, starts)
            || advance(Place.FETCHED, Place.TRANSCODING, Lane.TRANSCODE, starts))) {}
    while (count(Place.RETURNING) < counts.giveBack()
        && advance(Place.CHECKED, Place.RETURNING, Lane.RETURN, starts)) {}
    while (mayClaim() && head() != null) {
      String jobId = head();
      waiting.remove(jobId);
      held.put(jobId, Place.FETCHING);
      starts.add(new Start(Lane.FETCH, jobId));
    }
    return starts;
  }

  private boolean advance(Place from, Place to, Lane lane, List<Start> starts) {
    for (Map.Entry<String, Place> job : held.entrySet()) {
      if (job.getValue() == from && !paused.contains(job.getKey())) {
        job.setValue(to);
        starts.add(new Start(lane, job.getKey()));
        return true;
      }
    }
    return false;
  }

  /** Inputs in store: one for each transcode lane besides those that can start at once. */
  private boolean mayClaim() {
    long idle = counts.transcode() - count(Place.TRANSCODING);
    long ahead = count(Place.FETCHING) + ready(Place.FETCHED) + ready(Place.HELD);
    return !closed
        && count(Place.FETCHING) < counts.fetch()
        && ahead < counts.transcode() + idle
        // A slow way back must not fill the disk with results.
        && ready(Place.CHECKED) <= counts.giveBack();
  }

  private String head() {
    for (String jobId : waiting) {
      if (!held.containsKey(jobId)) {
        return jobId;
      }
    }
    return null;
  }

  /** Those in that place that are not paused. */
  private long ready(Place place) {
    return held.entrySet().stream()
        .filter(job -> job.getValue() == place && !paused.contains(job.getKey()))
        .count();
  }

  private long count(Place place) {
    return held.values().stream().filter(p -> p == place).count();
  }
}
