package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;
import reelyard.model.Blocks;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.tls.Identity;
import reelyard.tls.TlsSettings;

/** What a transfer delivers is what was sent, whatever happened on the way. */
@Timeout(60)
class WholeTransferTest {

  private static final int BLOCK = Blocks.BYTES;

  @TempDir Path folder;
  private Path input;
  private Path output;
  private Path local;
  private BlockHost host;
  private Identity identity;
  private final Random random = new Random(7);

  @BeforeEach
  void serve() throws Exception {
    input = Files.createDirectories(folder.resolve("served/input"));
    output = Files.createDirectories(folder.resolve("served/output"));
    local = Files.createDirectories(folder.resolve("local"));
    host = new BlockHost(folder.resolve("served"), null);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void a_fetch_that_is_cut_200_times_moves_every_byte_about_once() throws IOException {
    Path film = film(24 << 20);
    host.cutAfter(() -> random.nextInt(240_000));

    assertThat(fetch("film.mkv")).isNull();

    assertThat(local.resolve("film.mkv")).hasSameBinaryContentAs(film);
    assertThat(count("RETR")).isGreaterThan(100);
    assertThat(host.commands).filteredOn(c -> c.equals("REST 0")).isEmpty();
  }

  @Test
  void a_return_that_is_cut_again_and_again_comes_whole() throws IOException {
    Path result = Files.write(local.resolve("film.mp4"), bytes(24 << 20));
    host.cutAfter(() -> random.nextInt(900_000));
    Outgoing out = new Outgoing(result, 24 << 20, false);

    assertThat(upload(out)).isNull();

    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(result);
    assertThat(out.root()).isEqualTo(FileOfBlocks.root(result));
    assertThat(count("STOR")).isGreaterThan(20);
  }

  @Test
  void fetches_only_the_block_again_that_came_with_a_wrong_byte() throws IOException {
    int bytes = 5 * BLOCK + 1234;
    Path film = film(bytes);
    host.flips.add(2L * BLOCK + 77);
    host.flips.add(5L * BLOCK + 1233);

    assertThat(fetch("film.mkv")).isNull();

    assertThat(local.resolve("film.mkv")).hasSameBinaryContentAs(film);
    assertThat(host.moved.get()).isEqualTo(bytes + BLOCK + 1234);
    assertThat(host.commands)
        .contains("RANG %d %d".formatted(2L * BLOCK, 3L * BLOCK - 1))
        .contains("RANG %d %d".formatted(5L * BLOCK, 5L * BLOCK + 1233));
  }

  @Test
  void fetches_only_what_an_earlier_attempt_had_not() throws IOException {
    int bytes = 2 * BLOCK + 1234;
    Path film = film(bytes);
    byte[] half = Arrays.copyOf(Files.readAllBytes(film), BLOCK + 999);
    Files.write(local.resolve("film.mkv"), half);

    assertThat(fetch("film.mkv")).isNull();

    assertThat(local.resolve("film.mkv")).hasSameBinaryContentAs(film);
    assertThat(host.moved.get()).isEqualTo(bytes - half.length);
  }

  @Test
  void sends_only_the_block_again_that_arrived_with_a_wrong_byte() throws IOException {
    int bytes = 3 * BLOCK + 99;
    Path result = Files.write(local.resolve("film.mp4"), bytes(bytes));
    host.flips.add(1L * BLOCK);
    Outgoing out = new Outgoing(result, bytes, false);
    assertThat(upload(out)).isNull();

    assertThat(out.compare("j1.part", host.hashes())).isEqualTo(1);
    assertThat(upload(out)).isNull();

    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(result);
    assertThat(host.moved.get()).isEqualTo(bytes + BLOCK);
    assertThat(out.compare("j1.part", host.hashes())).isZero();
  }

  @Test
  void goes_on_with_a_result_whose_end_never_came_though_the_server_said_so() throws IOException {
    int bytes = 3 * BLOCK + 99;
    Path result = Files.write(local.resolve("film.mp4"), bytes(bytes));
    Outgoing out = new Outgoing(result, bytes, false);
    assertThat(upload(out)).isNull();
    Files.write(
        output.resolve("j1.part"), Arrays.copyOf(Files.readAllBytes(result), 2 * BLOCK + 5));

    assertThat(out.compare("j1.part", host.hashes())).isEqualTo(1);
    assertThat(upload(out)).isNull();

    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(result);
    assertThat(host.moved.get()).isEqualTo(bytes + BLOCK + 94);
  }

  @Test
  void goes_on_returning_at_the_first_block_that_staging_has_otherwise() throws IOException {
    int bytes = 4 * BLOCK;
    Path result = Files.write(local.resolve("film.mp4"), bytes(bytes));
    byte[] there = Arrays.copyOf(Files.readAllBytes(result), 2 * BLOCK + 5);
    there[BLOCK + 3]++;
    Files.write(output.resolve("j1.part"), there);

    assertThat(upload(new Outgoing(result, bytes, true))).isNull();

    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(result);
    assertThat(host.moved.get()).isEqualTo(3L * BLOCK);
  }

  @Test
  void goes_on_returning_while_what_came_before_grows_at_staging() throws IOException {
    int bytes = 3 * BLOCK;
    Path result = Files.write(local.resolve("film.mp4"), bytes(bytes));
    Files.write(output.resolve("j1.part"), Arrays.copyOf(Files.readAllBytes(result), BLOCK + 5));
    TheirHashes growing =
        (path, from, count) ->
            CompletableFuture.completedFuture(FileOfBlocks.hashes(result, from, count));

    assertThat(upload(new Outgoing(result, bytes, true), growing)).isNull();

    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(result);
  }

  @Test
  void a_result_stands_by_the_hashes_that_it_was_judged_with() throws IOException {
    byte[] good = bytes(BLOCK + 9);
    Path result = Files.write(local.resolve("film.mp4"), good);
    Outgoing out = new Outgoing(result, good.length, false);
    out.learn();
    String root = out.root();
    good[5]++;
    Files.write(result, good);

    assertThat(upload(out)).isNull();

    assertThat(out.root()).isEqualTo(root);
    assertThat(out.compare("j1.part", host.hashes())).isEqualTo(1);
  }

  @Test
  void takes_no_film_that_is_never_what_staging_says_it_is() throws IOException {
    film(2 * BLOCK);
    Path other = Files.write(folder.resolve("other"), bytes(2 * BLOCK));
    FtpTransfer transfer = transfer();
    ServedFiles served = served(null, "film.mkv");
    TheirHashes wrong =
        (path, from, count) ->
            CompletableFuture.completedFuture(FileOfBlocks.hashes(other, from, count));

    Failure failure =
        transfer.fetch(served, new Arrivals(Manifest.of(served, local)), 2 * BLOCK, wrong);

    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(failure.message()).contains("film.mkv").contains("2 of its blocks");
    assertThat(transfer.unproven()).isTrue();
    assertThat(host.moved.get()).isEqualTo(2L * BLOCK * (1 + Arrivals.ROUNDS));
  }

  @Test
  void fetches_a_wrong_block_also_from_a_server_that_knows_no_ranges() throws Exception {
    host.close();
    Path film = film(3 * BLOCK);
    byte[] wrong = Files.readAllBytes(film);
    wrong[BLOCK + 1]++;
    Files.write(local.resolve("film.mkv"), wrong);
    try (FtpHost foreign = new FtpHost(folder.resolve("served"), FtpHost.noting(host.commands))) {
      ServedFiles served =
          new ServedFiles(
              foreign.url("input"),
              FtpHost.USER,
              FtpHost.PASSWORD,
              List.of(new ServedFile("film.mkv", 3 * BLOCK)),
              "film.mkv",
              List.of(),
              null,
              null,
              0);

      assertThat(
              transfer()
                  .fetch(
                      served, new Arrivals(Manifest.of(served, local)), 3 * BLOCK, host.hashes()))
          .isNull();
    }
    assertThat(local.resolve("film.mkv")).hasSameBinaryContentAs(film);
    assertThat(host.commands).contains("REST " + BLOCK);
  }

  @Test
  void speaks_tls_with_the_server_of_the_fingerprint_and_resumes_its_session() throws Exception {
    encrypted();
    Path film = film(BLOCK + 5);
    Path second = Files.write(input.resolve("sub.srt"), bytes(100));

    FtpDoor door =
        FtpDoor.of(host.url("input"), BlockHost.USER, BlockHost.PASSWORD, identity.fingerprint());
    FtpLink link = new FtpLink();
    DoorClient client = link.open(door);
    Incoming first = new Incoming("film.mkv", BLOCK + 5, local.resolve("film.mkv"));
    TransferMeter meter = new TransferMeter(1, System::nanoTime, reading -> {});
    first.fetch(client, door.path("film.mkv"), meter, 0, false);
    new Incoming("sub.srt", 100, local.resolve("sub.srt"))
        .fetch(client, door.path("sub.srt"), meter, 0, false);
    link.close(client);

    assertThat(local.resolve("film.mkv")).hasSameBinaryContentAs(film);
    assertThat(local.resolve("sub.srt")).hasSameBinaryContentAs(second);
    assertThat(link.resumed()).isEqualTo(2);
    assertThat(host.commands).contains("AUTH TLS", "PBSZ 0", "PROT P");
  }

  @Test
  void cuts_hurt_an_encrypted_transfer_no_more() throws Exception {
    encrypted();
    Path film = film(12 << 20);
    host.cutAfter(() -> random.nextInt(2_000_000));

    assertThat(fetch("film.mkv")).isNull();
    assertThat(upload(new Outgoing(local.resolve("film.mkv"), 12 << 20, false))).isNull();

    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(film);
  }

  @Test
  void tells_no_password_to_a_server_of_another_certificate() throws Exception {
    encrypted();
    film(10);
    ServedFiles served = served("0".repeat(64), "film.mkv");

    Failure failure = transfer().fetch(served, Manifest.of(served, local));

    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(failure.message()).contains("certificate").doesNotContain(BlockHost.PASSWORD);
    assertThat(host.commands).containsExactly("AUTH TLS");
  }

  @Test
  void tells_no_password_to_a_server_that_shall_speak_tls_and_does_not() throws Exception {
    film(10);
    ServedFiles served = served("0".repeat(64), "film.mkv");

    assertThat(transfer().fetch(served, Manifest.of(served, local)).reason())
        .isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(host.commands).noneMatch(command -> command.startsWith("USER"));
  }

  private void encrypted() throws Exception {
    host.close();
    identity =
        new TlsSettings("always", "", "")
            .identity("staging", "127.0.0.1", "", folder.resolve("tls"), Instant.now());
    host = new BlockHost(folder.resolve("served"), identity);
  }

  private Path film(int bytes) throws IOException {
    return Files.write(input.resolve("film.mkv"), bytes(bytes));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private long count(String command) {
    return host.commands.stream().filter(c -> c.startsWith(command)).count();
  }

  private Failure fetch(String name) throws IOException {
    ServedFiles served = served(identity == null ? null : identity.fingerprint(), name);
    Manifest manifest = Manifest.of(served, local);
    return transfer().fetch(served, new Arrivals(manifest), manifest.bytes(), host.hashes());
  }

  private Failure upload(Outgoing result) {
    return upload(result, host.hashes());
  }

  private Failure upload(Outgoing result, TheirHashes theirs) {
    ReturnFolder to =
        new ReturnFolder(
            host.url("output"),
            BlockHost.USER,
            BlockHost.PASSWORD,
            "j1.part",
            identity == null ? null : identity.fingerprint());
    return transfer().upload(result, to, theirs);
  }

  private static FtpTransfer transfer() {
    return new FtpTransfer("w1", reading -> {}, Duration.ofMillis(1), Duration.ofSeconds(60));
  }

  private ServedFiles served(String fingerprint, String name) throws IOException {
    return new ServedFiles(
        host.url("input"),
        BlockHost.USER,
        BlockHost.PASSWORD,
        List.of(new ServedFile(name, Files.size(input.resolve(name)))),
        name,
        List.of(),
        fingerprint,
        null,
        0);
  }
}
