package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.NewWorker.worker;
import static reelyard.scheduler.WantedJob.job;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.message.AttemptFailed;
import reelyard.message.JobAction;
import reelyard.message.JobId;
import reelyard.message.ResultCommitted;
import reelyard.message.Undone;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Receipt;
import reelyard.model.WhenDone;

/** Jobs whose results take their sources' places: where they run, what is kept of them, undo. */
class ReplacingJobTest {

  private static final JobId JOB = new JobId("job1");
  private static final Undone BACK = new Undone("/in/a.mkv");

  private final FarmInHand farm = new FarmInHand();

  @BeforeEach
  void open() {
    farm.register(worker("attic").ffmpeg());
  }

  private static Receipt receipt(boolean passed) {
    return new Receipt(passed, List.of(), 100, 50, 5, 5, 5, "00", "attic", 1);
  }

  /** Its result took its source's place. */
  private void replace() {
    farm.submit(job("a").replacing());
    farm.start("attic", "job1");
    farm.did(
        farm.core.on(
            new ResultCommitted(farm.live("job1"), "/out/a.mp4", 50, "00", receipt(true)),
            farm.now));
  }

  @Test
  void it_runs_only_where_a_result_can_be_proven() {
    farm.register("cellar");
    farm.submit(job("a").replacing().workers("cellar", "tower"));
    assertThat(farm.queue("cellar")).isEmpty();
    assertThat(farm.why("job1", "cellar")).isEqualTo("no ffmpeg to prove a replacement");
    assertThat(farm.register(worker("tower").ffmpeg())).containsExactly("job1");
  }

  @Test
  void its_receipt_is_kept_good_or_not() {
    replace();
    assertThat(farm.view("job1").receipt()).isEqualTo(receipt(true));

    farm.submit(job("b").replacing());
    farm.start("attic", "job2");
    Failure failure =
        new Failure(FailureReason.RECEIPT_REJECTED, "deu is lost", "attic", List.of(), null);
    farm.did(
        farm.core.on(
            new AttemptFailed(farm.live("job2"), "attic", failure, receipt(false)), farm.now));
    assertThat(farm.view("job2").state()).isEqualTo(JobState.FAILED);
    assertThat(farm.view("job2").receipt()).isEqualTo(receipt(false));
    farm.change(JobAction.RETRY, "job2");
    assertThat(farm.view("job2").receipt()).isNull();
  }

  @Test
  void its_original_is_asked_back_once() {
    replace();

    assertThat(farm.did(farm.core.undoable(JOB))).containsExactly(JobSpec.ONLY_STAGING);
    assertThat(farm.did(farm.core.undone(JOB, BACK, farm.now))).isEqualTo(BACK);

    assertThat(farm.view("job1").undoneMillis()).isEqualTo(farm.now);
    assertThat(FarmInHand.refusal(farm.core.undoable(JOB)).message())
        .isEqualTo("job job1 was undone already: its original stands under its name");
  }

  @Test
  void what_replaced_nothing_has_no_original_to_ask_back() {
    farm.submit(job("a"), job("b").replacing());
    farm.run("attic", "job1");

    assertThat(FarmInHand.refusal(farm.core.undoable(JOB)).message())
        .isEqualTo("job job1 replaced nothing, so there is nothing to bring back: it is COMPLETE");
  }

  @Test
  void whatever_became_of_it_its_staging_knows_whether_its_original_lies_in_the_bin() {
    farm.submit(job("a").replacing());
    farm.start("attic", "job1");
    assertThat(FarmInHand.refusal(farm.core.undoable(JOB)).message()).contains("stop it first");
    farm.change(JobAction.STOP, "job1");

    assertThat(farm.did(farm.core.undoable(JOB))).containsExactly(JobSpec.ONLY_STAGING);
    farm.did(farm.core.undone(JOB, BACK, farm.now));
    assertThat(farm.view("job1").undoneMillis()).isEqualTo(farm.now);
  }

  @Test
  void of_a_job_that_was_deleted_all_stagings_are_asked() {
    farm.staging("nas", null);
    farm.staging(JobSpec.ONLY_STAGING, null);
    farm.stagingLeaves("nas");
    farm.passSeconds(25);
    farm.register(worker("attic").ffmpeg());
    replace();
    farm.change(JobAction.DELETE, "job1");

    assertThat(farm.did(farm.core.undoable(JOB))).containsExactly("nas", JobSpec.ONLY_STAGING);
  }

  @Test
  void a_result_without_a_receipt_can_be_asked_back_and_has_not_that_of_an_earlier_one() {
    farm.submit(job("a").replacing());
    farm.start("attic", "job1");
    farm.did(
        farm.core.on(
            new ResultCommitted(farm.live("job1"), "/out/a.mp4", 50, "00", null), farm.now));

    assertThat(farm.did(farm.core.undoable(JOB))).containsExactly(JobSpec.ONLY_STAGING);
    assertThat(farm.refusal(JobAction.RETRY, "job1").message()).contains("undo bin");
  }

  @Test
  void a_failure_without_a_receipt_has_not_that_of_an_earlier_attempt() {
    farm.submit(job("a").replacing());
    fail(FailureReason.RESULT_REJECTED, receipt(false));
    assertThat(farm.view("job1").receipt()).isEqualTo(receipt(false));
    farm.passMinutes(10);
    fail(FailureReason.HANDBRAKE_FAILED, null);
    assertThat(farm.view("job1").receipt()).isNull();
  }

  private void fail(FailureReason reason, Receipt receipt) {
    farm.register(worker("attic").ffmpeg());
    farm.start("attic", "job1");
    Failure failure = new Failure(reason, "it broke", "attic", List.of(), null);
    farm.did(
        farm.core.on(new AttemptFailed(farm.live("job1"), "attic", failure, receipt), farm.now));
  }

  @Test
  void it_runs_again_only_when_its_source_is_back() {
    replace();
    assertThat(farm.refusal(JobAction.RETRY, "job1").message())
        .isEqualTo(
            "job job1 replaced its source, which lies in the undo bin: bring it back first with"
                + " `reelyard undo job1`");

    farm.did(farm.core.undone(JOB, BACK, farm.now));
    farm.change(JobAction.RETRY, "job1");

    assertThat(farm.view("job1").state()).isEqualTo(JobState.QUEUED);
    assertThat(farm.view("job1").undoneMillis()).isZero();
    assertThat(farm.view("job1").receipt()).isNull();
  }

  @Test
  void an_undo_of_a_job_that_was_forgotten_meanwhile_is_no_matter() {
    replace();
    farm.change(JobAction.DELETE, "job1");

    assertThat(farm.did(farm.core.undone(JOB, BACK, farm.now))).isEqualTo(BACK);
  }

  @Test
  void it_names_no_output_and_is_not_forgotten_when_done() {
    JobSpec plain = JobSpec.of("/in/a.mkv", null, null, 0);

    assertThat(Admission.complaint(plain.replacing())).isEmpty();
    assertThat(words(plain)).contains("output must be an absolute path");
    assertThat(words(plain.replacing().withOutput("/out/a.mp4")))
        .contains("output must be left out with replaceSource");
    assertThat(words(job("a").whenDone(WhenDone.DELETE).spec().replacing()))
        .contains("whenDone must not be DELETE with replaceSource");
  }

  private static String words(JobSpec spec) {
    return Optional.of(spec).flatMap(Admission::complaint).map(Failure::message).orElse("");
  }
}
