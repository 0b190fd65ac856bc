package reelyard.message;

import java.util.List;

/** How files were hashed, in the order in which they were asked for. */
public record FileHashList(List<BlockHashes> files) {}
