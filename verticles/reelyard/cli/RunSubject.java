package reelyard.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import reelyard.message.JobView;

/** The jobs of one run, until the last one ended. */
final class RunSubject implements Watch.Subject {

  private final CompletableFuture<List<JobView>> ended = new CompletableFuture<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final String page;
  private final int total;
  private int refused;
  private boolean allSubmitted;

  /** A run of that many jobs, whose ids are told one after the other. */
  RunSubject(int total, String page) {
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
  }

  /** The jobs as they ended, in the order of their submission. */
  CompletableFuture<List<JobView>> ended() {
    return ended;
  }

  @Override
  public boolean tellsOfThePast() {
    return true;
  }

  @Override
  public synchronized Collection<JobView> jobs(FarmPicture picture) {
    // Jobs can be seen before their ids are told.
    return allSubmitted
        ? ids.stream().map(picture::job).filter(Objects::nonNull).toList()
        : List.copyOf(picture.jobs());
  }

  @Override
  public synchronized Scene scene(FarmPicture picture, Collection<JobView> jobs, boolean current) {
    return Scene.ofRun(jobs, total, refused, picture.summary(), page);
  }

  @Override
  public synchronized void shown(Collection<JobView> jobs) {
    if (allSubmitted
        && jobs.size() == ids.size()
        && jobs.stream().allMatch(job -> job.state().ended())) {
      ended.complete(new ArrayList<>(jobs));
    }
  }
}
