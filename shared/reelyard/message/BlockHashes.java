package reelyard.message;

/**
 * Hashes of a file's blocks, as {@link reelyard.model.Blocks} has them.
 *
 * @param bytes of the whole file as it is now
 * @param hashes 16 digits for each block from fromBlock on, one after another; shorter than asked
 *     for where the file ends
 */
public record BlockHashes(String path, long bytes, long fromBlock, String hashes) {}
