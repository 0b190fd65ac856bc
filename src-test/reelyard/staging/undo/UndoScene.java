package reelyard.staging.undo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import reelyard.message.AttemptId;
import reelyard.message.JobId;
import reelyard.model.Receipt;

/** A folder with a film, and a result that is to take its place; in this process or another one. */
final class UndoScene {

  static final String ORIGINAL = "the original film";
  static final String RESULT = "the result";
  static final AttemptId ATTEMPT = new AttemptId("job1", 2);
  static final long NOW = 1_000_000_000_000L;
  static final Duration RETENTION = Duration.ofDays(30);
  static final Receipt RECEIPT = new Receipt(true, List.of(), 17, 10, 5, 5, 5, "00", "attic", NOW);

  final Path films;
  final Path state;
  final Path original;
  final Path result;
  final Path part;

  /**
   * @param resultName film.mkv, as the original, or another
   */
  UndoScene(Path root, String resultName) {
    films = root.resolve("films");
    state = root.resolve("state/undo");
    original = films.resolve("film.mkv");
    result = films.resolve(resultName);
    part = films.resolve("." + resultName + ".job1.2.reelyard-part");
  }

  /** The film and, beside it, its result. */
  UndoScene set() throws IOException {
    Files.createDirectories(films);
    Files.createDirectories(state);
    Files.writeString(original, ORIGINAL);
    Files.setLastModifiedTime(original, FileTime.fromMillis(NOW - 1));
    Files.writeString(part, RESULT);
    Files.writeString(films.resolve("film.srt"), "words");
    return this;
  }

  UndoBins bins(long now, Runnable afterStep) {
    return new UndoBins(state, () -> now, afterStep);
  }

  UndoBins bins() {
    return bins(NOW, () -> {});
  }

  /** One of: check, replace, undo, purge, recover. */
  void run(String what, Runnable afterStep) throws IOException {
    long later = NOW + RETENTION.toMillis() + 1;
    UndoBins bins = bins(what.equals("purge") ? later : NOW, afterStep);
    switch (what) {
      case "check" -> bins.check(original);
      case "replace" -> bins.replace(replacement());
      case "undo" -> bins.undo(new JobId(ATTEMPT.jobId()));
      case "purge" -> bins.purge(RETENTION);
      case "recover" -> bins.recover();
      default -> throw new IllegalArgumentException(what);
    }
  }

  Replacement replacement() throws IOException {
    return new Replacement(ATTEMPT, original, FileMark.of(original), result, part, "00", RECEIPT);
  }

  /** Either the original stands, whole, or its result does. */
  void assertOneStands() throws IOException {
    boolean originalStands = Files.exists(original) && read(original).equals(ORIGINAL);
    boolean resultStands = Files.exists(result) && read(result).equals(RESULT);
    assertThat(originalStands || resultStands).as("one of both stands: %s", names()).isTrue();
    assertThat(read(films.resolve("film.srt"))).isEqualTo("words");
  }

  /** The original alone stands, whether or not its result still waits beside it. */
  void assertOriginalStands() throws IOException {
    assertThat(read(original)).isEqualTo(ORIGINAL);
    assertThat(Files.getLastModifiedTime(original).toMillis()).isEqualTo(NOW - 1);
    assertThat(Bin.names(original)).isEqualTo(1);
    assertThat(result.equals(original) || Files.notExists(result)).isTrue();
  }

  /** The result alone stands, and nothing is left of its part. */
  void assertResultStands() throws IOException {
    assertThat(read(result)).isEqualTo(RESULT);
    assertThat(Bin.names(result)).isEqualTo(1);
    assertThat(result.equals(original) || Files.notExists(original)).isTrue();
    assertThat(part).doesNotExist();
  }

  boolean resultStands() {
    return Files.exists(result) && read(result).equals(RESULT);
  }

  /** All names in the folder of films and below. */
  List<String> names() {
    try (Stream<Path> all = Files.walk(films)) {
      return all.map(each -> films.relativize(each).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
