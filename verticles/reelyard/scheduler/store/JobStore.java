package reelyard.scheduler.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import reelyard.message.GetHistory;
import reelyard.message.GetPreset;
import reelyard.message.GetStatistics;
import reelyard.message.History;
import reelyard.message.JobPage;
import reelyard.message.ListJobs;
import reelyard.message.OwnPreset;
import reelyard.message.PresetText;
import reelyard.message.Statistics;
import reelyard.model.Alert;
import reelyard.model.Job;

/**
 * Keeps the farm over restarts, and its history. What completed is durable. Stages complete on a
 * thread of the store's own, which must not be kept long; they fail with {@link StoreException}
 * when the database says no.
 */
public interface JobStore {

  /**
   * Waits until this manager leads, then completes with its epoch, higher than any before. Fails at
   * once where waiting is of no use: a SQLite file is another manager's.
   *
   * @param deposed called once, from any thread, when this manager no longer leads; nothing can be
   *     saved from then on
   */
  CompletionStage<Long> lead(Consumer<String> deposed);

  /**
   * Whether this manager leads as far as it can know without asking: false once it could not renew
   * its lead for the whole of its length, even before it is told that it was deposed.
   */
  boolean leads();

  /**
   * All that the core needs to go on: every live job, and all else that it keeps, after all earlier
   * saves. Fails when this manager leads no more, or when nothing can be saved: it writes first.
   */
  CompletionStage<Kept> load();

  /**
   * All of these or none, after all earlier calls: nothing half-applied, nothing out of order. Many
   * calls may share one commit. When one fails, so do all that follow it, until {@link #load} is
   * called and completes: what was decided after it may rest on it. What was decided is never
   * refused for want of room: ask {@link #hasRoom} before deciding.
   */
  CompletionStage<Void> save(List<Change> changes);

  /** Whether fewer than 100,000 changes wait to be written. */
  boolean hasRoom();

  /** Those of these jobs that exist, live or ended. */
  CompletionStage<List<Job>> jobs(Collection<String> ids);

  /**
   * A page of jobs as they were stored, without progress; fails with IllegalArgumentException for a
   * cursor that is none.
   */
  CompletionStage<JobPage> list(ListJobs query);

  /** What was answered to a submission with this key, if there was one. */
  CompletionStage<Optional<Submission>> submission(String key);

  /** Ended attempts and totals; fails with IllegalArgumentException for a cursor that is none. */
  CompletionStage<History> history(GetHistory query);

  /** What was done, by the sums of whole days. */
  CompletionStage<Statistics> statistics(GetStatistics query);

  /** Presets of people's own, by name. */
  CompletionStage<List<OwnPreset>> presets();

  /** One of them with its text, the latest or an earlier one. */
  CompletionStage<Optional<PresetText>> preset(GetPreset asked);

  /** The latest alerts, told or not, latest first. */
  CompletionStage<List<Alert>> alerts(int most);

  /**
   * A consistent copy in a file that does not exist yet.
   *
   * @return its size in bytes
   */
  CompletionStage<Long> backUp(Path file);

  /** Room on the disk of the database, -1 when that is not this machine's. */
  CompletionStage<Long> freeBytes();

  /** Gives up the lead, so that another manager can take over at once; safe to repeat. */
  CompletionStage<Void> close();
}
