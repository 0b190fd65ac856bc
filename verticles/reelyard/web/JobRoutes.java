package reelyard.web;

import static reelyard.model.UserRole.OPERATOR;
import static reelyard.model.UserRole.SUBMITTER;
import static reelyard.model.UserRole.VIEWER;
import static reelyard.web.ApiParameter.flag;
import static reelyard.web.ApiParameter.header;
import static reelyard.web.ApiParameter.number;
import static reelyard.web.ApiParameter.text;
import static reelyard.web.ApiParameter.word;
import static reelyard.web.ApiParameter.words;
import static reelyard.web.ApiRoutes.CHANGE_PATIENCE;
import static reelyard.web.ApiRoutes.LIST_PATIENCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.GetEta;
import reelyard.message.JobAction;
import reelyard.message.JobId;
import reelyard.message.JobOrder;
import reelyard.message.ListJobs;
import reelyard.message.SubmitJobs;
import reelyard.model.JobSpec;
import reelyard.model.JobState;

/** The map of what is asked about jobs over HTTP. */
final class JobRoutes {

  /**
   * Taking in thousands of jobs means looking at thousands of files first. The scheduler waits a
   * minute for that; who gave up before it would not hear that the jobs were taken.
   */
  private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(90);

  private static final String UNKNOWN = "There is no such job.";

  /** What is done with one job, by the last word of the path. */
  private static final Map<String, JobAction> ACTIONS =
      Map.of(
          "suspend", JobAction.SUSPEND,
          "activate", JobAction.ACTIVATE,
          "stop", JobAction.STOP,
          "retry", JobAction.RETRY,
          "archive", JobAction.ARCHIVE,
          "restore", JobAction.RESTORE);

  private static final Map<JobAction, String> SUMMARIES =
      Map.of(
          JobAction.SUSPEND, "Lets a waiting job wait, or pauses a running one",
          JobAction.ACTIVATE, "Ends a suspension",
          JobAction.STOP, "Ends a job for good",
          JobAction.RETRY, "Lets an ended job run again",
          JobAction.ARCHIVE, "Puts an ended job into the archive",
          JobAction.RESTORE, "Brings a job back from the archive",
          JobAction.DELETE, "Forgets a job that waits or ended; its result stays");

  static final List<ApiRoute<?, ?>> ALL = all();

  private JobRoutes() {}

  private static List<ApiRoute<?, ?>> all() {
    List<ApiRoute<?, ?>> jobs = new ArrayList<>();
    jobs.add(
        ApiPlace.of("POST /api/v1/jobs", SUBMITTER, "Submits jobs, each taken or refused by itself")
            .with(
                header(
                    "Idempotency-Key",
                    SubmitJobs.MOST_KEY,
                    "chosen by the asker: repeated with the same jobs, it gets the same answer and"
                        + " no second jobs"))
            .body(SubmitJobs.class)
            .orListOf(JobSpec.class)
            .refuses(409, "The key was used before for other jobs.")
            .asks(Addresses.SUBMIT, JobRoutes::submission)
            .within(SUBMIT_PATIENCE));
    jobs.add(
        ApiPlace.of("GET /api/v1/jobs", VIEWER, "Lists jobs of queue and archive, page by page")
            .with(
                words("state", JobState.class, "only jobs in these states"),
                text("text", "words that name, description, input, output or user begin with"),
                text("user", "only this user's"),
                text("pool", "only this pool's"),
                text("worker", "only those that this worker holds or held last"),
                flag("archived", "true for the archive, false for the queue; both without it"),
                flag("suspended", "only those that are suspended, or are not"),
                word("order", JobOrder.class, "as they wait and run, by submission, or by end"),
                text("cursor", "next of the page before"),
                number("limit", ListJobs.MOST, "how many at most; 100 when 0"))
            .asks(Addresses.LIST_JOBS, JobRoutes::list)
            .within(LIST_PATIENCE));
    jobs.add(
        ApiPlace.of("POST /api/v1/jobs/change", SUBMITTER, "Does the same with many jobs")
            .body(ChangeJobs.class)
            .refuses(409, "The farm sorts what waits by itself, so that nothing can be moved.")
            .asks(
                Addresses.CHANGE_JOBS,
                r ->
                    r.visitor()
                        .own(
                            r.body(
                                ChangeJobs.class,
                                "{\"jobIds\": [\"…\"], \"action\": \"SUSPEND\"}")))
            .within(CHANGE_PATIENCE));
    jobs.add(
        ApiPlace.of("GET /api/v1/jobs/:id", VIEWER, "Tells of one job")
            .refuses(404, UNKNOWN)
            .asks(Addresses.GET_JOB, r -> new JobId(r.id())));
    jobs.add(
        ApiPlace.of("GET /api/v1/jobs/:id/why", VIEWER, "Tells why a job is not running")
            .refuses(404, UNKNOWN)
            .asks(Addresses.EXPLAIN_JOB, r -> new JobId(r.id()))
            .within(LIST_PATIENCE));
    jobs.add(
        ApiPlace.of("GET /api/v1/jobs/:id/eta", VIEWER, "Tells when a job should end")
            .refuses(404, UNKNOWN)
            .asks(Addresses.GET_ETA, r -> new GetEta(r.id()))
            .within(LIST_PATIENCE));
    jobs.add(
        ApiPlace.of(
                "POST /api/v1/jobs/:id/undo",
                OPERATOR,
                "Brings back the original that a job's result replaced")
            .refuses(404, UNKNOWN)
            .refuses(409, "The result was changed since.")
            .refuses(422, "Nothing was replaced, or it is kept no longer.")
            .asks(Addresses.UNDO_JOB, r -> new JobId(r.id()))
            .within(CHANGE_PATIENCE));
    new TreeMap<>(ACTIONS)
        .forEach((word, action) -> jobs.add(one("POST /api/v1/jobs/:id/" + word, action)));
    jobs.add(one("DELETE /api/v1/jobs/:id", JobAction.DELETE));
    return List.copyOf(jobs);
  }

  private static ApiRoute<ChangeJobs, ChangedJobs> one(String methodAndPath, JobAction action) {
    return ApiPlace.of(methodAndPath, SUBMITTER, SUMMARIES.get(action))
        .refuses(404, UNKNOWN)
        .refuses(409, "The job is in a state in which that cannot be done.")
        .asks(Addresses.CHANGE_JOBS, r -> r.visitor().own(ChangeJobs.of(action, r.id())))
        .shows(ChangeOutcome.class, JobRoutes::outcome)
        .within(CHANGE_PATIENCE);
  }

  /** With one job its refusal is that of the whole request. */
  private static ChangeOutcome outcome(ChangedJobs changed) {
    ChangeOutcome outcome = changed.outcomes().get(0);
    if (outcome.refusal() != null) {
      throw new RefusedException(outcome.refusal());
    }
    return outcome;
  }

  private static SubmitJobs submission(ApiRequest r) {
    String example = "{\"jobs\": [{\"input\": …, \"output\": …}]}";
    SubmitJobs jobs =
        r.isList()
            ? SubmitJobs.of(Arrays.asList(r.body(JobSpec[].class, example)))
            : r.body(SubmitJobs.class, example);
    if (r.key() != null && jobs.key() != null && !r.key().equals(jobs.key())) {
      throw ApiRequest.bad("Idempotency-Key: differs from the key in the body: send one of them");
    }
    return r.visitor().own(r.key() == null ? jobs : new SubmitJobs(r.key(), jobs.jobs()));
  }

  private static ListJobs list(ApiRequest r) {
    return new ListJobs(
        r.words("state", JobState.class),
        r.text("text"),
        r.text("user"),
        r.text("pool"),
        r.text("worker"),
        r.flag("archived"),
        r.flag("suspended"),
        r.word("order", JobOrder.class),
        r.text("cursor"),
        (int) r.number("limit", ListJobs.MOST));
  }
}
