package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.message.AttemptId;
import reelyard.message.BlockHashes;
import reelyard.message.CommitResult;
import reelyard.message.FileHashList;
import reelyard.message.GetFileHashes;
import reelyard.message.GetHashes;
import reelyard.message.Refusal;
import reelyard.message.ResultCommitted;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.model.Blocks;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;

/** Files that go through a door in ranges, and are proven by the hashes of their blocks. */
class ProvenTransfersTest {

  /** Two whole blocks and a short one. */
  private static final byte[] BYTES = new byte[2 * Blocks.BYTES + 1000];

  static {
    new Random(7).nextBytes(BYTES);
  }

  @TempDir Path temporary;

  private StagingHouse house;
  private AttemptId attempt;
  private ServedFiles served;
  private ReturnFolder back;
  private FTPClient client;

  @BeforeEach
  void open() throws IOException {
    house = new StagingHouse(temporary);
    Path film = Files.write(house.folder.resolve("film.mkv"), BYTES);
    attempt = house.attempt("job", 1, film, house.folder.resolve("out/film.mp4"), false);
    served = house.serve(attempt);
    back = house.takeBack(attempt);
    client = new FTPClient();
    client.connect("127.0.0.1", StagingHouse.port(served.url()));
    assertThat(client.login(served.user(), served.password())).isTrue();
    client.setFileType(FTP.BINARY_FILE_TYPE);
    client.enterLocalPassiveMode();
  }

  @AfterEach
  void close() throws IOException {
    client.disconnect();
    house.close();
  }

  @Test
  void knows_the_hashes_of_what_streamed_out_without_reading_it_again() throws IOException {
    assertThat(fetch("/input/film.mkv")).isEqualTo(BYTES);
    Path film = house.folder.resolve("film.mkv");
    FileTime written = Files.getLastModifiedTime(film);
    // Other bytes under the same time: who read it again would hash these.
    Files.write(film, new byte[BYTES.length]);
    Files.setLastModifiedTime(film, written);

    assertThat(hashes("input/film.mkv")).isEqualTo(expected(BYTES));
  }

  @Test
  void hashes_what_did_not_stream_from_the_source() {
    assertThat(hashes("input/film.mkv")).isEqualTo(expected(BYTES));
  }

  @Test
  void hashes_only_the_blocks_that_it_is_asked_for() {
    BlockHashes last = ask(new GetHashes(attempt, StagingHouse.WORKER, "input/film.mkv", 1, 1));
    BlockHashes behind = ask(new GetHashes(attempt, StagingHouse.WORKER, "input/film.mkv", 9, 5));

    assertThat(last)
        .isEqualTo(
            new BlockHashes(
                "input/film.mkv",
                BYTES.length,
                1,
                expected(BYTES).substring(Blocks.DIGITS, 2 * Blocks.DIGITS)));
    assertThat(behind.hashes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 4194303", "4194304, 8388607", "4194000, 8389607", "8389607, 8389607"})
  void serves_exactly_a_range(int first, int last) throws IOException {
    assertThat(client.sendCommand("RANG", first + " " + last)).isEqualTo(350);
    assertThat(fetch("/input/film.mkv")).isEqualTo(Arrays.copyOfRange(BYTES, first, last + 1));
    assertThat(fetch("/input/film.mkv")).as("the next is whole").hasSize(BYTES.length);
    assertThat(hashes("input/film.mkv")).isEqualTo(expected(BYTES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "5 4", "-1 5", "0 x", "0 99999999999999999999", "0 5 6"})
  void refuses_a_range_that_is_none(String range) throws IOException {
    assertThat(client.sendCommand("RANG " + range)).isEqualTo(501);
  }

  @Test
  void forgets_a_range_when_told_so_and_serves_none_behind_the_end() throws IOException {
    client.sendCommand("RANG 5 9");
    assertThat(client.sendCommand("RANG 1 0")).isEqualTo(350);
    assertThat(fetch("/input/film.mkv")).hasSize(BYTES.length);
    client.sendCommand("RANG 5 9");
    client.setRestartOffset(BYTES.length - 3L);
    assertThat(fetch("/input/film.mkv")).as("REST came later").hasSize(3);
    client.sendCommand("RANG 0 " + BYTES.length);
    assertThat(client.retrieveFileStream("/input/film.mkv")).isNull();
    assertThat(client.getReplyCode()).isEqualTo(550);
  }

  @Test
  void commits_what_came_in_pieces_and_knows_its_root() throws IOException {
    store(0, Arrays.copyOf(BYTES, 5_000_000));
    store(4_999_000, Arrays.copyOfRange(BYTES, 4_999_000, BYTES.length));

    ResultCommitted committed = commit(root(BYTES));

    assertThat(committed.root()).isEqualTo(root(BYTES));
    assertThat(house.folder.resolve("out/film.mp4")).hasBinaryContent(BYTES);
  }

  @Test
  void commits_nothing_whose_root_its_worker_does_not_tell() throws IOException {
    store(0, BYTES);

    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> commit(null));
    assertThat(refused.refusal().code()).isEqualTo(FailureReason.BAD_REQUEST.code());
    assertThat(refused.refusal().message()).contains("say the root");
    assertThat(house.folder.resolve("out/film.mp4")).doesNotExist();
  }

  @Test
  void lets_the_one_wrong_block_of_a_result_be_repaired() throws IOException {
    byte[] wrong = BYTES.clone();
    wrong[Blocks.BYTES + 12_345] ^= 1;
    store(0, wrong);

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> commit(root(BYTES)));
    assertThat(refused.refusal().code()).isEqualTo(FailureReason.TRANSFER_FAILED.code());
    assertThat(refused.refusal().message()).contains("other bytes").contains("film.mp4");
    assertThat(house.folder.resolve("out/film.mp4")).doesNotExist();
    String theirs = hashes("output/film.mp4");
    assertThat(differences(theirs, expected(BYTES))).containsExactly(1);

    client.sendCommand("RANG %d %d".formatted(Blocks.BYTES, 2 * Blocks.BYTES - 1));
    assertThat(
            client.storeFile(
                "/output/film.mp4", new ByteArrayInputStream(BYTES, Blocks.BYTES, Blocks.BYTES)))
        .isTrue();

    assertThat(hashes("output/film.mp4")).isEqualTo(expected(BYTES));
    assertThat(commit(root(BYTES)).bytes()).isEqualTo(BYTES.length);
    assertThat(house.folder.resolve("out/film.mp4")).hasBinaryContent(BYTES);
  }

  /** The scheduler takes no attempt away whose commit began, not even a dead worker's. */
  @Test
  void begins_no_commit_of_what_did_not_come_whole() throws IOException {
    assertNotReturned();
    store(0, Arrays.copyOf(BYTES, BYTES.length - 1));
    assertNotReturned();
    assertThat(house.marks).isEmpty();

    store(BYTES.length - 1, Arrays.copyOfRange(BYTES, BYTES.length - 1, BYTES.length));
    commit(root(BYTES));
    assertThat(house.marks).hasSize(1);
  }

  @Test
  void tells_why_nothing_could_be_stored() throws IOException {
    Files.createDirectories(PartPlace.path(out(), attempt));
    assertThat(client.storeFile("/output/film.mp4", new ByteArrayInputStream(BYTES))).isFalse();

    Refusal refusal = refusedCommit(StagingHouse.WORKER);

    assertThat(refusal.code()).isEqualTo(FailureReason.RESULT_NOT_WRITABLE.code());
    assertThat(house.marks).isEmpty();
  }

  @Test
  void lets_no_other_worker_commit() throws IOException {
    store(0, BYTES);
    assertThat(refusedCommit("cellar").code()).isEqualTo(Refusal.CONFLICT);
    assertThat(house.marks).isEmpty();
  }

  @Test
  void writes_a_range_in_place_and_takes_no_byte_more_or_less() throws IOException {
    store(0, BYTES);
    byte[] patch = "patched".getBytes(UTF_8);

    client.sendCommand("RANG 100 106");
    assertThat(client.storeFile("/output/film.mp4", new ByteArrayInputStream(patch))).isTrue();
    client.sendCommand("RANG 200 201");
    assertThat(client.storeFile("/output/film.mp4", new ByteArrayInputStream(patch))).isFalse();
    assertThat(client.getReplyCode()).isEqualTo(551);
    client.sendCommand("RANG 300 399");
    assertThat(client.storeFile("/output/film.mp4", new ByteArrayInputStream(patch))).isFalse();
    assertThat(client.getReplyCode()).isEqualTo(426);
    client.sendCommand("RANG 99999999 99999999");
    assertThat(client.storeFile("/output/film.mp4", new ByteArrayInputStream(patch))).isFalse();
    assertThat(client.getReplyCode()).isEqualTo(550);

    byte[] now = BYTES.clone();
    System.arraycopy(patch, 0, now, 100, patch.length);
    System.arraycopy(patch, 0, now, 300, patch.length);
    assertThat(hashes("output/film.mp4")).isEqualTo(expected(now));
    assertThat(client.getSize("/output/film.mp4")).isEqualTo(String.valueOf(BYTES.length));
  }

  @Test
  void tells_hashes_to_the_attempts_own_worker_alone() throws IOException {
    assertRefused(new GetHashes(attempt, "cellar", "input/film.mkv", 0, 1), Refusal.CONFLICT);
    assertRefused(
        new GetHashes(new AttemptId("job", 2), StagingHouse.WORKER, "input/film.mkv", 0, 1),
        FailureReason.TRANSFER_FAILED.code());
    for (String path : new String[] {"input/other.mkv", "film.mkv", "output/x", "input/../x"}) {
      assertRefused(
          new GetHashes(attempt, StagingHouse.WORKER, path, 0, 1),
          FailureReason.TRANSFER_FAILED.code());
    }
    house.live.remove(attempt);
    AttemptId next = house.attempt("job", 2, house.folder.resolve("film.mkv"), out(), false);
    house.serve(next);
    assertRefused(
        new GetHashes(attempt, StagingHouse.WORKER, "input/film.mkv", 0, 1), Refusal.CONFLICT);
  }

  @Test
  void hashes_no_source_that_changed_since_it_was_listed() throws IOException {
    Files.write(
        house.folder.resolve("film.mkv"), new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);

    assertRefused(
        new GetHashes(attempt, StagingHouse.WORKER, "input/film.mkv", 0, 1),
        FailureReason.TRANSFER_FAILED.code());
  }

  @Test
  void gives_an_unchanged_input_the_same_version_in_another_attempt() throws IOException {
    Path film = house.folder.resolve("film.mkv");
    AttemptId second = house.attempt("job", 2, film, out(), false);
    String version = house.serve(second).version();
    assertThat(version).isNotBlank().isEqualTo(served.version());

    Files.setLastModifiedTime(film, FileTime.from(Instant.EPOCH));

    AttemptId third = house.attempt("job", 3, film, out(), false);
    assertThat(house.serve(third).version()).isNotEqualTo(version);
  }

  @Test
  void tells_the_hashes_of_many_files_in_one_answer() {
    String film = "input/film.mkv";
    String first = ask(new GetHashes(attempt, StagingHouse.WORKER, film, 0, 4)).hashes();

    FileHashList told =
        house.ask(
            Addresses.getFileHashes(JobSpec.ONLY_STAGING),
            new GetFileHashes(attempt, StagingHouse.WORKER, List.of(film, film)));

    assertThat(told.files()).extracting(BlockHashes::hashes).containsExactly(first, first);
  }

  @Test
  void refuses_the_hashes_of_many_files_when_one_is_not_served() {
    GetFileHashes question =
        new GetFileHashes(
            attempt, StagingHouse.WORKER, List.of("input/film.mkv", "input/other.mkv"));

    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class,
            () -> house.ask(Addresses.getFileHashes(JobSpec.ONLY_STAGING), question));

    assertThat(refused.refusal().code()).isEqualTo(FailureReason.TRANSFER_FAILED.code());
  }

  private Path out() {
    return house.folder.resolve("out/film.mp4");
  }

  private byte[] fetch(String path) throws IOException {
    byte[] content;
    try (InputStream in = client.retrieveFileStream(path)) {
      assertThat(in).as(client.getReplyString()).isNotNull();
      content = in.readAllBytes();
    }
    assertThat(client.completePendingCommand()).isTrue();
    return content;
  }

  private void store(long offset, byte[] content) throws IOException {
    client.setRestartOffset(offset);
    assertThat(client.storeFile("/output/" + back.fileName(), new ByteArrayInputStream(content)))
        .as(client.getReplyString())
        .isTrue();
  }

  private ResultCommitted commit(String root) {
    return house.ask(
        Addresses.commitResult(JobSpec.ONLY_STAGING),
        new CommitResult(attempt, StagingHouse.WORKER, "film.mp4", BYTES.length, root, null));
  }

  private void assertNotReturned() {
    assertThat(refusedCommit(StagingHouse.WORKER).code())
        .isEqualTo(FailureReason.TRANSFER_FAILED.code());
  }

  private Refusal refusedCommit(String worker) {
    CommitResult question =
        new CommitResult(attempt, worker, "film.mp4", BYTES.length, root(BYTES), null);
    return catchThrowableOfType(
            RefusedException.class,
            () -> house.ask(Addresses.commitResult(JobSpec.ONLY_STAGING), question))
        .refusal();
  }

  private String hashes(String path) {
    return ask(new GetHashes(attempt, StagingHouse.WORKER, path, 0, GetHashes.MOST)).hashes();
  }

  private BlockHashes ask(GetHashes question) {
    return house.ask(Addresses.getHashes(JobSpec.ONLY_STAGING), question);
  }

  private void assertRefused(GetHashes question, int code) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ask(question));
    assertThat(refused.refusal().code()).as(refused.getMessage()).isEqualTo(code);
  }

  private static FileHashes hashed(byte[] bytes) {
    FileHashes hashes = new FileHashes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    hasher.update(ByteBuffer.wrap(bytes));
    hasher.end();
    return hashes;
  }

  private static String expected(byte[] bytes) {
    return hashed(bytes).digits(0, Blocks.count(bytes.length));
  }

  private static String root(byte[] bytes) {
    return hashed(bytes).root(bytes.length);
  }

  private static int[] differences(String one, String other) {
    return java.util.stream.IntStream.range(0, one.length() / Blocks.DIGITS)
        .filter(
            block ->
                !one.regionMatches(
                    block * Blocks.DIGITS, other, block * Blocks.DIGITS, Blocks.DIGITS))
        .toArray();
  }
}
