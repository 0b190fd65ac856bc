package reelyard.message;

import java.util.List;
import reelyard.model.Container;

/**
 * What a worker needs to know of an attempt. The arguments are HandBrake's without program name,
 * input and output; presetJson is null for a built-in preset.
 *
 * @param overwrite whether it may replace whatever stands where its result goes
 * @param markedAttempt the latest attempt whose result staging was allowed to put in place, 0 for
 *     none
 * @param mark how staging knows that result again, or null
 * @param replaces the mark of a result of an earlier run of this job, which may be replaced; or
 *     null
 * @param staging where its files lie
 * @param replaceSource whether its result takes the source's place, with a receipt
 */
public record Assignment(
    AttemptId attempt,
    String workerId,
    String name,
    String input,
    long inputBytes,
    String output,
    boolean overwrite,
    Container container,
    String presetJson,
    List<String> arguments,
    int markedAttempt,
    String mark,
    String replaces,
    String staging,
    boolean replaceSource) {}
