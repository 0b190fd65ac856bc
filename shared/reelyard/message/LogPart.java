package reelyard.message;

/**
 * A part of HandBrake's log of one attempt, cut between characters. Nobody vouches for the text: it
 * holds names of files and what stands in films.
 *
 * @param fromByte where the text begins in the log
 * @param nextByte where the next part begins; totalBytes at the end of what there is
 * @param totalBytes of the log so far
 * @param live whether more may come
 */
public record LogPart(
    String jobId,
    int attempt,
    String workerId,
    String text,
    long fromByte,
    long nextByte,
    long totalBytes,
    boolean live) {}
