package reelyard.staging;

import java.nio.file.Path;

/**
 * One file of a source: its path among the served ones, where it really lies, its size, and what
 * the file system knows it by (the same for every hard link; null where there is no such key).
 */
record SourceFile(String served, Path real, long bytes, Object key) {}
