package reelyard.web;

import java.util.ArrayList;
import java.util.List;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;

/**
 * What is to be changed of a job; null fields stay as they are.
 *
 * @param priority 0 first, 100 is held back
 * @param pool whose workers run it; empty for any
 * @param suspended whether it waits, or pauses, until it is activated
 * @param archived whether it is out of the queue
 * @param before the waiting job before which it moves
 */
record JobPatch(Integer priority, String pool, Boolean suspended, Boolean archived, String before) {

  /** The change of one field. */
  record Step(String field, ChangeJobs change) {}

  /** What it takes, one after another: its place last, since that sets the priority. */
  List<Step> steps(String id) {
    List<Step> steps = new ArrayList<>();
    if (pool != null) {
      steps.add(step("pool", id, JobAction.SET_POOL));
    }
    if (suspended != null) {
      steps.add(step("suspended", id, suspended ? JobAction.SUSPEND : JobAction.ACTIVATE));
    }
    if (archived != null) {
      steps.add(step("archived", id, archived ? JobAction.ARCHIVE : JobAction.RESTORE));
    }
    if (priority != null) {
      steps.add(step("priority", id, JobAction.SET_PRIORITY));
    }
    if (before != null) {
      steps.add(step("before", id, JobAction.MOVE_BEFORE));
    }
    return steps;
  }

  private Step step(String field, String id, JobAction action) {
    return new Step(
        field,
        new ChangeJobs(
            List.of(id),
            action,
            action == JobAction.SET_PRIORITY ? priority : null,
            action == JobAction.SET_POOL ? pool : null,
            action == JobAction.MOVE_BEFORE ? before : null));
  }
}
