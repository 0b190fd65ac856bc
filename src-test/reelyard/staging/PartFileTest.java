package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.MANAGER_DISK_FULL;
import static reelyard.model.FailureReason.RESULT_EXISTS;
import static reelyard.model.FailureReason.TRANSFER_FAILED;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reelyard.ftp.Range;
import reelyard.ftp.TransferRefused;
import reelyard.hash.FileRoot;
import reelyard.message.AttemptId;

class PartFileTest {

  /** How a file system takes a name that must be free. */
  enum Disk {
    WITH_HARD_LINKS,
    WITHOUT_HARD_LINKS;

    private Placement placement() {
      return this == WITH_HARD_LINKS
          ? new Placement()
          : new Placement(
              (name, file) -> {
                throw new FileSystemException(name.toString(), null, "Operation not permitted");
              });
    }
  }

  private static final long MOST = 1_000;

  @TempDir Path temporary;
  @TempDir Path state;

  private Path root;
  private Placement placement;

  @BeforeEach
  void root() throws IOException {
    root = temporary.toRealPath();
  }

  @ParameterizedTest
  @EnumSource
  void shows_a_result_only_when_it_is_whole(Disk disk) throws IOException {
    PartFile part = part("out/film.mp4", disk);

    store(part, 0, "half");
    assertThat(root.resolve("out/film.mp4")).doesNotExist();
    assertThat(names(root.resolve("out"))).containsExactly(".film.mp4.job.2.reelyard-part");

    assertThat(commit(part, 4, false).value()).isEqualTo(root.resolve("out/film.mp4"));
    assertThat(names(root.resolve("out"))).containsExactly("film.mp4");
    assertThat(root.resolve("out/film.mp4")).hasContent("half");
  }

  @ParameterizedTest
  @EnumSource
  void leaves_a_file_alone_that_took_the_name_meanwhile(Disk disk) throws IOException {
    PartFile part = part("film.mp4", disk);
    store(part, 0, "result");
    Files.writeString(root.resolve("film.mp4"), "theirs");

    Checked<Path> placed = commit(part, 6, false);

    assertThat(placed.failure().reason()).isEqualTo(RESULT_EXISTS);
    assertThat(root.resolve("film.mp4")).hasContent("theirs");
  }

  @ParameterizedTest
  @EnumSource
  void replaces_an_earlier_result_when_it_may(Disk disk) throws IOException {
    Files.writeString(root.resolve("film.mp4"), "earlier");
    PartFile part = part("film.mp4", disk);
    store(part, 0, "result");

    assertThat(commit(part, 6, true).ok()).isTrue();
    assertThat(root.resolve("film.mp4")).hasContent("result");
  }

  @Test
  void takes_no_result_of_another_size_and_can_then_be_completed() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    store(part, 0, "res");

    assertThat(commit(part, 6, false).failure().reason()).isEqualTo(TRANSFER_FAILED);
    assertThat(root.resolve("film.mp4")).doesNotExist();

    store(part, 3, "ult");
    assertThat(commit(part, 6, false).ok()).isTrue();
    assertThat(root.resolve("film.mp4")).hasContent("result");
  }

  @Test
  void goes_on_from_an_offset_and_drops_what_was_behind_it() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    store(part, 0, "resXXXXXX");

    store(part, 3, "ult");

    assertThat(part.size()).isEqualTo(6);
    assertThatThrownBy(() -> part.upload(Range.from(7), MOST)).isInstanceOf(IOException.class);
    assertThat(commit(part, 6, false).ok()).isTrue();
  }

  @Test
  void appends_behind_what_the_upload_before_it_left() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    WritableByteChannel stale = part.upload(Range.behind(), MOST);
    stale.write(UTF_8.encode("half"));

    try (WritableByteChannel out = part.upload(Range.behind(), MOST)) {
      out.write(UTF_8.encode(" and half"));
    }

    assertThat(stale.isOpen()).isFalse();
    assertThat(commit(part, 13, false).ok()).isTrue();
    assertThat(root.resolve("film.mp4")).hasContent("half and half");
  }

  @Test
  void takes_no_more_than_it_may_have() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    store(part, 0, "x".repeat(999));

    try (WritableByteChannel out = part.upload(Range.behind(), MOST)) {
      out.write(UTF_8.encode("x"));
      assertThatThrownBy(() -> out.write(UTF_8.encode("x")))
          .isInstanceOf(TransferRefused.class)
          .hasMessageContaining("1000 bytes at most");
    }
    assertThatThrownBy(() -> part.upload(new Range(900, 101), MOST))
        .isInstanceOf(TransferRefused.class);
    assertThat(part.size()).isEqualTo(MOST);
    assertThat(commit(part, MOST, false).ok()).isTrue();
  }

  @Test
  void lets_the_latest_upload_win() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    WritableByteChannel stale = part.upload(Range.from(0), MOST);
    stale.write(UTF_8.encode("old"));

    store(part, 0, "new!");

    assertThatThrownBy(() -> stale.write(UTF_8.encode("x"))).isInstanceOf(IOException.class);
    assertThat(part.trouble()).isNull();
    assertThat(commit(part, 4, false).ok()).isTrue();
  }

  @Test
  void commits_nothing_that_was_written_since_it_was_proven_whoever_asked_meanwhile()
      throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    store(part, 0, "result");
    PartFile.Proof proof = part.prove(6, hash(part.path())).value();
    store(part, 0, "others");
    part.hashes("output/film.mp4", 0, 1);

    assertThat(part.commit(proof, place(false)).failure().reason()).isEqualTo(TRANSFER_FAILED);
    assertThat(root.resolve("film.mp4")).doesNotExist();
  }

  @Test
  void commits_nothing_whose_root_is_not_told() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    store(part, 0, "result");
    assertThat(part.prove(6, null).failure().reason()).isEqualTo(BAD_REQUEST);
  }

  @Test
  void a_result_that_cannot_be_placed_now_stays_to_be_placed_later() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    store(part, 0, "result");
    placement =
        new Placement(
            (name, file) -> {
              throw new IOException("No space left on device");
            });
    assertThat(commit(part, 6, false).failure().reason()).isEqualTo(MANAGER_DISK_FULL);
    placement = new Placement();
    assertThat(commit(part, 6, false).ok()).isTrue();
  }

  @Test
  void a_name_left_over_beside_its_result_is_swept_in_the_end() throws IOException {
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    store(part, 0, "result");
    Path path = part.path();
    part.prove(6, hash(path)).then(proof -> part.commit(proof, Files::copy));
    part.leave();
    assertThat(path).exists();
    assertThat(notes()).isEqualTo(1);
    part.discard();
    assertThat(path).doesNotExist();
    assertThat(notes()).isZero();
    assertThat(root.resolve("film.mp4")).hasContent("result");
  }

  private long notes() throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files.filter(file -> file.toString().endsWith(".part.json")).count();
    }
  }

  @Test
  void goes_without_a_trace() throws IOException {
    PartFile part = part("a/b/film.mp4", Disk.WITH_HARD_LINKS);
    WritableByteChannel open = part.upload(Range.from(0), MOST);
    open.write(UTF_8.encode("x"));

    part.discard();

    assertThat(names(root)).isEmpty();
    assertThatThrownBy(() -> open.write(UTF_8.encode("x"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> part.upload(Range.from(0), MOST)).isInstanceOf(IOException.class);
    assertThat(commit(part, 1, false).ok()).isFalse();
  }

  @Test
  void leaves_folders_that_it_did_not_make_or_that_others_use() throws IOException {
    Files.createDirectory(root.resolve("empty"));
    PartFile first = part("empty/film.mp4", Disk.WITH_HARD_LINKS);
    PartFile second = part("shared/deep/film.mp4", Disk.WITH_HARD_LINKS);
    store(first, 0, "1");
    store(second, 0, "1");
    Files.writeString(root.resolve("shared/other.txt"), "1");

    first.discard();
    second.discard();

    assertThat(names(root)).containsExactly("empty", "shared");
    assertThat(names(root.resolve("shared"))).containsExactly("other.txt");
  }

  @Test
  void follows_no_link_that_lies_in_its_place() throws IOException {
    Path victim = Files.writeString(root.resolve("victim"), "precious");
    PartFile part = part("film.mp4", Disk.WITH_HARD_LINKS);
    Files.createSymbolicLink(root.resolve(".film.mp4.job.2.reelyard-part"), victim);

    assertThatThrownBy(() -> part.upload(Range.from(0), MOST)).isInstanceOf(IOException.class);

    assertThat(victim).hasContent("precious");
  }

  @Test
  void counts_a_result_as_placed_though_its_folder_cannot_be_synced() throws IOException {
    Path folder = Files.createDirectory(root.resolve("out"));
    Path moved = root.resolve("moved");
    // A folder that is gone stands for one that cannot be opened or synced.
    placement =
        new Placement(
            (name, file) -> {
              Files.createLink(name, file);
              Files.move(folder, moved);
            });
    PartFile part =
        new PartFile(
            new Target(folder.resolve("film.mp4"), folder),
            new AttemptId("job", 2),
            PartJournal.open(state, Runnable::run),
            () -> false,
            Runnable::run);
    store(part, 0, "result");

    assertThat(commit(part, 6, false).ok()).isTrue();
    assertThat(moved.resolve("film.mp4")).hasContent("result");
  }

  @Test
  void finds_a_name_for_the_part_of_the_longest_name() throws IOException {
    PartFile part = part("七".repeat(83) + ".mp4", Disk.WITH_HARD_LINKS);

    store(part, 0, "1");

    assertThat(commit(part, 1, false).ok()).isTrue();
  }

  private PartFile part(String name, Disk disk) {
    placement = disk.placement();
    return new PartFile(
        new Target(root.resolve(name), root),
        new AttemptId("job", 2),
        PartJournal.open(state, Runnable::run),
        () -> false,
        Runnable::run);
  }

  private Checked<Path> commit(PartFile part, long bytes, boolean overwrite) {
    return part.prove(bytes, hash(part.path())).then(proof -> part.commit(proof, place(overwrite)));
  }

  private Placer place(boolean overwrite) {
    return (file, target) -> placement.place(file, target, overwrite);
  }

  private static String hash(Path part) {
    try {
      return FileRoot.of(part);
    } catch (IOException e) {
      return "nothing is here";
    }
  }

  private static void store(PartFile part, long offset, String content) throws IOException {
    try (WritableByteChannel out = part.upload(Range.from(offset), MOST)) {
      out.write(UTF_8.encode(content));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
