package reelyard.staging.undo;

import java.nio.file.Path;
import reelyard.message.AttemptId;
import reelyard.model.Receipt;

/**
 * A proven result that is to take its source's place. All three files lie in one folder.
 *
 * @param originalMark of the original as it was handed out
 * @param result the name that the result gets: the original's, or one of another extension
 * @param part where the result lies, whole
 */
public record Replacement(
    AttemptId attempt,
    Path original,
    FileMark originalMark,
    Path result,
    Path part,
    String root,
    Receipt receipt) {}
