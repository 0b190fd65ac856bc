package reelyard.scheduler.store;

import java.util.List;
import reelyard.message.SubmitOutcome;

/**
 * A submission that was answered.
 *
 * @param key chosen by the asker
 * @param digest of what was asked, so that the same key with other jobs can be told
 */
public record Submission(String key, String digest, List<SubmitOutcome> outcomes, long millis) {}
