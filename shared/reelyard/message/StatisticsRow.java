package reelyard.message;

/**
 * What was done with one preset, by one worker, for one user, or in one month: attempts by outcome,
 * time in which workers were busy with them, and the sizes of what was completed, before and after.
 *
 * @param key the preset, the worker, the user ("" for nobody), or the month such as 2026-11
 */
public record StatisticsRow(
    String key,
    long complete,
    long failed,
    long stopped,
    long givenBack,
    long busyMillis,
    long transcodeMillis,
    long inputBytes,
    long resultBytes) {}
