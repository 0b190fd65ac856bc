package reelyard.scheduler.store;

import java.util.List;
import reelyard.message.JobOrder;
import reelyard.message.ListJobs;
import reelyard.model.JobState;

/** A list to ask for, filter by filter. */
record Question(ListJobs query) {

  Question() {
    this(new ListJobs(null, null, null, null, null, null, null, null, null, 0));
  }

  Question states(JobState... states) {
    return with(List.of(states), query.text(), query.user(), query.pool(), query.workerId());
  }

  Question text(String text) {
    return with(query.states(), text, query.user(), query.pool(), query.workerId());
  }

  Question user(String user) {
    return with(query.states(), query.text(), user, query.pool(), query.workerId());
  }

  Question pool(String pool) {
    return with(query.states(), query.text(), query.user(), pool, query.workerId());
  }

  Question worker(String worker) {
    return with(query.states(), query.text(), query.user(), query.pool(), worker);
  }

  Question archived(boolean archived) {
    return with(archived, query.suspended(), query.order(), query.cursor(), query.limit());
  }

  Question suspended(boolean suspended) {
    return with(query.archived(), suspended, query.order(), query.cursor(), query.limit());
  }

  Question order(JobOrder order) {
    return with(query.archived(), query.suspended(), order, query.cursor(), query.limit());
  }

  Question cursor(String cursor) {
    return with(query.archived(), query.suspended(), query.order(), cursor, query.limit());
  }

  Question limit(int limit) {
    return with(query.archived(), query.suspended(), query.order(), query.cursor(), limit);
  }

  private Question with(
      List<JobState> states, String text, String user, String pool, String worker) {
    return new Question(
        new ListJobs(
            states,
            text,
            user,
            pool,
            worker,
            query.archived(),
            query.suspended(),
            query.order(),
            query.cursor(),
            query.limit()));
  }

  private Question with(
      Boolean archived, Boolean suspended, JobOrder order, String cursor, int limit) {
    return new Question(
        new ListJobs(
            query.states(),
            query.text(),
            query.user(),
            query.pool(),
            query.workerId(),
            archived,
            suspended,
            order,
            cursor,
            limit));
  }
}
