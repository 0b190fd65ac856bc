package reelyard.message;

import java.util.List;

/**
 * What the drop box watches, and what was dropped lately, the latest first.
 *
 * @param trouble why nothing is taken now, in words; or null
 */
public record DropBoxView(List<WatchedFolder> folders, List<DroppedFilm> lately, String trouble) {}
