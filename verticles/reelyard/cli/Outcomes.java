package reelyard.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.message.JobView;
import reelyard.model.JobState;

/** Notices, once each, that a job ended or that an attempt failed and the job waits again. */
final class Outcomes {

  /** No more than a picture keeps: an older one is not seen again. */
  private final Set<String> ended =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > FarmPicture.ENDED_KEPT;
            }
          });

  private final Map<String, Integer> running = new HashMap<>();

  /** Takes what ended before as known. */
  void skip(Collection<JobView> jobs) {
    jobs.stream().filter(job -> job.state().ended()).forEach(job -> ended.add(job.id()));
  }

  /** The jobs with news since the last call. */
  List<JobView> news(Collection<JobView> jobs) {
    List<JobView> news = new ArrayList<>();
    for (JobView job : jobs) {
      if (job.state().ended()) {
        running.remove(job.id());
        if (ended.add(job.id())) {
          news.add(job);
        }
      } else if (job.state() == JobState.RUNNING) {
        running.put(job.id(), job.attempt());
      } else if (running.remove(job.id()) != null && job.failure() != null) {
        news.add(job);
      }
    }
    return news;
  }
}
