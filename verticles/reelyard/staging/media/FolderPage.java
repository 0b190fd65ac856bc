package reelyard.staging.media;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import reelyard.bus.RefusedException;
import reelyard.message.BrowseMedia;
import reelyard.message.MediaEntry;
import reelyard.message.MediaFolder;
import reelyard.message.Refusal;
import reelyard.model.FailureReason;
import reelyard.model.FilmNames;
import reelyard.staging.Films;
import reelyard.staging.Shown;

/**
 * Pages of what lies in a folder. A folder of a million files costs time, but no more memory than
 * the page.
 */
final class FolderPage {

  /** Folders first, then by name as people sort; names that differ in case alone stay apart. */
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::folder)
          .reversed()
          .thenComparing(place -> place.name.toLowerCase(Locale.ROOT))
          .thenComparing(Place::name);

  private record Place(boolean folder, String name) {

    /** As it stands in a cursor. */
    String cursor() {
      return (folder ? "d" : "f") + name;
    }

    static Place of(String cursor) {
      if (cursor.isEmpty() || "df".indexOf(cursor.charAt(0)) < 0) {
        throw new RefusedException(
            Refusal.badMessage("cursor: must be next of the page before, or be left out"));
      }
      return new Place(cursor.charAt(0) == 'd', cursor.substring(1));
    }
  }

  private final String staging;
  private final Films films;
  private final LongSupplier clock;

  /**
   * @param clock milliseconds since 1970
   */
  FolderPage(String staging, Films films, LongSupplier clock) {
    this.staging = staging;
    this.films = films;
    this.clock = clock;
  }

  /**
   * The page. Blocks.
   *
   * @param untilMillis when nobody waits for it any more
   */
  MediaFolder of(BrowseMedia asked, long untilMillis) {
    if (asked.path().isEmpty()) {
      List<MediaEntry> roots = films.roots().stream().map(FolderPage::root).toList();
      return new MediaFolder(staging, "", roots, null);
    }
    Path folder = films.folder(asked.path());
    TreeSet<Place> page = new TreeSet<>(ORDER);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      Place after = asked.cursor() == null ? null : Place.of(asked.cursor());
      for (Path entry : entries) {
        if (clock.getAsLong() > untilMillis) {
          throw tooLarge(folder);
        }
        Place place = place(entry, asked.text());
        if (place != null && (after == null || ORDER.compare(place, after) > 0)) {
          page.add(place);
          if (page.size() > asked.limit() + 1) {
            page.pollLast();
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unreadable(folder, e);
    }
    boolean more = page.size() > asked.limit();
    if (more) {
      page.pollLast();
    }
    List<MediaEntry> entries = page.stream().map(place -> entry(folder, place)).toList();
    return new MediaFolder(staging, folder.toString(), entries, more ? page.last().cursor() : null);
  }

  /** Null for what is not to be shown. One look at the disk tells, unless it is a link. */
  private Place place(Path entry, String text) {
    String name = entry.getFileName().toString();
    if (name.startsWith(".") || !name.toLowerCase(Locale.ROOT).contains(text)) {
      return null;
    }
    BasicFileAttributes seen = attributes(entry, LinkOption.NOFOLLOW_LINKS);
    if (seen != null && seen.isSymbolicLink()) {
      seen = films.shows(entry) ? attributes(entry) : null;
    }
    if (seen == null) {
      return null;
    }
    boolean media = FilmNames.isFilm(name) || FilmNames.isSubtitle(name);
    return seen.isDirectory() || (media && seen.isRegularFile())
        ? new Place(seen.isDirectory(), name)
        : null;
  }

  /** Null for what vanished meanwhile, or may not be looked at. */
  private static BasicFileAttributes attributes(Path path, LinkOption... options) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, options);
    } catch (IOException e) {
      return null;
    }
  }

  private static MediaEntry root(Path root) {
    return new MediaEntry(root.toString(), root.toString(), true, 0, millis(root), holdsDisc(root));
  }

  private static MediaEntry entry(Path folder, Place place) {
    Path path = folder.resolve(place.name);
    return place.folder
        ? new MediaEntry(place.name, path.toString(), true, 0, millis(path), holdsDisc(path))
        : new MediaEntry(
            place.name,
            path.toString(),
            false,
            path.toFile().length(),
            millis(path),
            FilmNames.isFilm(place.name));
  }

  private static boolean holdsDisc(Path folder) {
    return List.of("VIDEO_TS", "BDMV").stream()
        .anyMatch(disc -> Files.isDirectory(folder.resolve(disc), LinkOption.NOFOLLOW_LINKS));
  }

  /** 0 for what vanished meanwhile. */
  private static long millis(Path path) {
    BasicFileAttributes seen = attributes(path);
    return seen == null ? 0 : seen.lastModifiedTime().toMillis();
  }

  private static RefusedException tooLarge(Path folder) {
    return new RefusedException(
        new Refusal(
            Refusal.UNAVAILABLE,
            Shown.name(folder)
                + " takes too long to look through: its disk is busy, or it holds too much; ask"
                + " again, or spread its films over folders"));
  }

  private static RefusedException unreadable(Path folder, Exception e) {
    IOException reason =
        e instanceof DirectoryIteratorException wrapped ? wrapped.getCause() : (IOException) e;
    return new RefusedException(
        new Refusal(
            FailureReason.SOURCE_UNREADABLE.code(),
            Shown.name(folder)
                + " cannot be looked into ("
                + Shown.reason(reason)
                + "): mend that"));
  }
}
