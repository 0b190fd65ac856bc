package reelyard.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import reelyard.message.JobOrder;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.model.JobState;

/** The jobs of one run, until the last one ended. */
final class RunSubject implements Watch.Subject {

  private static final int ASKED_AT_ONCE = 20;

  private final CompletableFuture<List<JobView>> ended = new CompletableFuture<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final boolean alone;
  private final String page;
  private final int total;
  private final Map<String, JobView> results = new HashMap<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private int asked;
  private int complete;
  private int refused;
  private boolean allSubmitted;

  /** A run of that many jobs, whose ids are told one after the other. */
  RunSubject(int total, String page) {
    this(total, page, true);
  }

  /**
   * @param alone whether the farm has no jobs but these
   */
  RunSubject(int total, String page, boolean alone) {
    this.alone = alone;
    this.total = total;
    this.page = page;
  }

  synchronized void submitted(String id) {
    ids.add(id);
  }

  /** So many more jobs of the run were not even taken. */
  synchronized void refused(int more) {
    refused += more;
  }

  /** No more ids come. */
  synchronized void allSubmitted() {
    allSubmitted = true;
    results.keySet().retainAll(ids);
    complete =
        (int) results.values().stream().filter(job -> job.state() == JobState.COMPLETE).count();
  }

  /** Asks for the ends that no event and no view told: a view names the latest ended jobs only. */
  void catchUp(ManagerClient client) throws CommandFailure {
    String next = null;
    do {
      JobPage page = client.jobs(ended(next));
      ofInterest(page.jobs());
      next = page.next();
    } while (next != null);
    shown();
  }

  /** The same of jobs in a large farm: some of those whose ends are not known, in turn. */
  void askForMissing(ManagerClient client) throws CommandFailure {
    for (String id : someMissing()) {
      Optional<JobView> job;
      try {
        job = client.find(id);
      } catch (CommandFailure e) {
        if (e.exitStatus() != ExitStatus.UNREACHABLE) {
          throw e;
        }
        // The jobs are safe where they are, and the manager will be back.
        return;
      }
      job.ifPresentOrElse(known -> ofInterest(List.of(known)), () -> gone(id));
    }
    shown();
  }

  private synchronized List<String> someMissing() {
    List<String> missing = new ArrayList<>(ids);
    missing.removeAll(gone);
    missing.removeIf(results::containsKey);
    Collections.rotate(missing, -asked);
    asked = missing.isEmpty() ? 0 : (asked + ASKED_AT_ONCE) % missing.size();
    return missing.subList(0, Math.min(ASKED_AT_ONCE, missing.size()));
  }

  /** A job may be deleted because it is complete, and its end be told first. */
  private synchronized void gone(String id) {
    if (!results.containsKey(id)) {
      gone.add(id);
    }
  }

  /** How many were deleted before they ended. */
  synchronized int gone() {
    return gone.size();
  }

  private static ListJobs ended(String cursor) {
    List<JobState> states = Arrays.stream(JobState.values()).filter(JobState::ended).toList();
    return new ListJobs(
        states, null, null, null, null, null, null, JobOrder.ENDED, cursor, ListJobs.MOST);
  }

  /** The jobs as they ended, in the order of their submission. */
  CompletableFuture<List<JobView>> ended() {
    return ended;
  }

  /** Its exit status tells as well. */
  @Override
  public boolean endsUnread() {
    return false;
  }

  @Override
  public boolean tellsOfThePast() {
    return true;
  }

  @Override
  public synchronized Collection<JobView> ofInterest(Collection<JobView> changed) {
    List<JobView> ours = changed.stream().filter(this::isOurs).toList();
    for (JobView job : ours) {
      if (!job.state().ended()) {
        continue;
      }
      gone.remove(job.id());
      if (results.put(job.id(), job) == null && job.state() == JobState.COMPLETE) {
        complete++;
      }
    }
    return ours.stream().filter(this::isShown).toList();
  }

  private boolean isShown(JobView job) {
    return alone ? isOurs(job) : ids.contains(job.id());
  }

  /** Jobs can be seen before their ids are told. */
  private boolean isOurs(JobView job) {
    return !allSubmitted || ids.contains(job.id());
  }

  @Override
  public synchronized Scene scene(FarmPicture picture, boolean lost) {
    List<JobView> running = picture.running().stream().filter(this::isShown).toList();
    return Scene.ofRun(
        running,
        total,
        refused + results.size(),
        complete,
        picture.summary(),
        page,
        lost ? Scene.noAnswer(page) : null);
  }

  @Override
  public synchronized void shown() {
    if (allSubmitted && results.size() + gone.size() >= ids.size()) {
      ended.complete(ids.stream().map(results::get).filter(Objects::nonNull).toList());
    }
  }
}
