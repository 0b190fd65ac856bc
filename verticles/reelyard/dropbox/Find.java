package reelyard.dropbox;

import java.nio.file.Path;
import java.util.List;

/**
 * A film, or a folder that is one film, as it lies in a watched folder.
 *
 * @param path what a job would take as its input
 * @param films the files that make out its content, in the order of their names: the film without
 *     its subtitles, or all of a disc
 * @param files all that must be whole before it is taken
 */
record Find(Path path, boolean folder, List<Path> films, List<Path> files, Stamp stamp) {}
