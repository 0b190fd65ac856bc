package reelyard.scheduler.store;

import java.util.Comparator;
import reelyard.model.JobState;

/**
 * Where a job stands in lists: its section of the queue, its place there, and its place among all
 * ever submitted.
 */
record Place(long section, long place1, long place2, long seq) {

  /** As the queue shows them. */
  static final Comparator<Place> QUEUE =
      Comparator.comparingLong(Place::section)
          .thenComparingLong(Place::place1)
          .thenComparingLong(Place::place2)
          .thenComparingLong(Place::seq);

  /** As they were submitted. */
  static final Comparator<Place> SUBMISSION = Comparator.comparingLong(Place::seq);

  /** Running ones first, then waiting ones, then ended ones. */
  static int sectionOf(JobState state) {
    return switch (state) {
      case RUNNING -> 0;
      case QUEUED -> 1;
      case COMPLETE, FAILED, STOPPED -> 2;
    };
  }
}
