package reelyard.staging;

import java.nio.file.Path;

/** Where a result goes, links resolved, and the nearest folder above it that exists already. */
record Target(Path path, Path existing) {}
