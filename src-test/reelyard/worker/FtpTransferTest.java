package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reelyard.FreePort;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** Against a foreign FTP server, well and ill. */
@Timeout(60)
class FtpTransferTest {

  private static final Duration SHORTLY = Duration.ofMillis(20);
  private static final int MEGABYTE = 1_000_000;

  @TempDir Path folder;
  private Path input;
  private Path output;
  private Path local;
  private FtpHost host;
  private final List<String> commands = new CopyOnWriteArrayList<>();

  @BeforeEach
  void serve() throws Exception {
    input = Files.createDirectories(folder.resolve("served/input"));
    output = Files.createDirectories(folder.resolve("served/output"));
    local = Files.createDirectories(folder.resolve("local"));
    host = new FtpHost(folder.resolve("served"), FtpHost.noting(commands));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void fetches_every_file_byte_for_byte_whatever_its_name() throws IOException {
    List<String> names =
        List.of(
            "film.mkv", "-i 'quoted\" film.mkv", "Ünïcödé 映画.srt", "VIDEO_TS/VTS 01.VOB", "empty");
    for (String name : names) {
      Files.createDirectories(input.resolve(name).getParent());
      Files.write(input.resolve(name), bytes(name.equals("empty") ? 0 : 10_000, name.hashCode()));
    }

    Failure failure = fetch(any -> {}, names.toArray(String[]::new));

    assertThat(failure).isNull();
    for (String name : names) {
      assertThat(local.resolve(name)).hasSameBinaryContentAs(input.resolve(name));
    }
  }

  @Test
  void returns_a_file_under_the_name_asked_for() throws IOException {
    Path result = Files.write(local.resolve("film.mp4"), bytes(3 * MEGABYTE, 1));

    assertThat(upload(transfer(any -> {}), result, "j1.part")).isNull();

    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(result);
  }

  @Test
  void waits_for_a_server_that_takes_longer_than_the_network() throws IOException {
    Path result = Files.write(local.resolve("film.mp4"), bytes(2 * MEGABYTE, 1));
    host.throttle(2 * MEGABYTE);

    assertThat(upload(transfer(any -> {}), result, "j1.part")).isNull();

    assertThat(commands).filteredOn(command -> command.startsWith("STOR")).hasSize(1);
  }

  @Test
  void tells_how_far_it_is() throws IOException {
    Files.write(input.resolve("film.mkv"), bytes(3 * MEGABYTE, 1));
    host.throttle(4 * MEGABYTE);
    List<TransferMeter.Reading> readings = new ArrayList<>();

    assertThat(fetch(readings::add, "film.mkv")).isNull();

    assertThat(readings).isNotEmpty();
    assertThat(readings).extracting(TransferMeter.Reading::percent).isSorted();
    assertThat(readings.get(0).megabytesPerSecond()).isPositive();
  }

  @Test
  void goes_on_fetching_where_the_connection_broke() throws IOException {
    Files.write(input.resolve("film.mkv"), bytes(4 * MEGABYTE, 2));
    host.throttle(4 * MEGABYTE);

    Failure failure = fetch(once(host::hangUp), "film.mkv");

    assertThat(failure).isNull();
    assertThat(local.resolve("film.mkv")).hasSameBinaryContentAs(input.resolve("film.mkv"));
    assertThat(commands).anyMatch(command -> command.matches("REST [1-9]\\d*"));
  }

  @Test
  void goes_on_returning_where_the_connection_broke() throws IOException {
    // More than fits into the sockets' buffers, where it would seem to be there at once.
    Path result = Files.write(local.resolve("film.mp4"), bytes(40 * MEGABYTE, 3));
    host.throttle(40 * MEGABYTE);

    Failure failure = upload(transfer(once(host::hangUp)), result, "j1.part");

    assertThat(failure).isNull();
    assertThat(output.resolve("j1.part")).hasSameBinaryContentAs(result);
    assertThat(commands).filteredOn(command -> command.startsWith("STOR")).hasSize(2);
  }

  @Test
  void is_cancelled_at_once() throws Exception {
    Files.write(input.resolve("film.mkv"), bytes(4 * MEGABYTE, 4));
    host.throttle(100_000);
    CompletableFuture<Void> moving = new CompletableFuture<>();
    FtpTransfer transfer = transfer(any -> moving.complete(null));
    ServedFiles served = served("film.mkv");
    CompletableFuture<Failure> ended =
        CompletableFuture.supplyAsync(() -> transfer.fetch(served, Manifest.of(served, local)));
    moving.get(60, TimeUnit.SECONDS);

    transfer.cancel();

    assertThat(ended.get(1, TimeUnit.SECONDS).reason()).isEqualTo(FailureReason.STOPPED);
  }

  @Test
  void does_not_begin_once_cancelled() throws IOException {
    Files.write(input.resolve("film.mkv"), bytes(10, 4));
    FtpTransfer transfer = transfer(any -> {});
    transfer.cancel();
    ServedFiles served = served("film.mkv");

    Failure failure = transfer.fetch(served, Manifest.of(served, local));

    assertThat(failure.reason()).isEqualTo(FailureReason.STOPPED);
    assertThat(commands).isEmpty();
  }

  @Test
  void gives_up_on_a_server_that_is_not_there_and_names_it() throws IOException {
    int port = FreePort.take();
    ServedFiles served = served("ftp://127.0.0.1:" + port + "/input/", FtpHost.PASSWORD, "f", 5);

    Failure failure = transfer(any -> {}).fetch(served, Manifest.of(served, local));

    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(failure.message())
        .contains("127.0.0.1:" + port)
        .contains("5 tries")
        .doesNotContain(FtpHost.PASSWORD);
  }

  @Test
  void does_not_insist_on_a_door_that_is_closed() {
    ServedFiles served = served(host.url("input"), "wrong-secret", "f", 5);

    Failure failure = transfer(any -> {}).fetch(served, Manifest.of(served, local));

    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(failure.message()).contains("530").contains("1 try").doesNotContain("wrong-secret");
  }

  @Test
  void does_not_take_a_film_that_is_shorter_than_announced() throws IOException {
    Files.write(input.resolve("film.mkv"), bytes(5, 1));
    ServedFiles served = served(host.url("input"), FtpHost.PASSWORD, "film.mkv", 10);

    Failure failure = transfer(any -> {}).fetch(served, Manifest.of(served, local));

    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(failure.message()).contains("5 of 10 bytes");
  }

  @Test
  void does_not_take_more_bytes_than_announced() throws IOException {
    Files.write(input.resolve("film.mkv"), bytes(MEGABYTE, 1));
    ServedFiles served = served(host.url("input"), FtpHost.PASSWORD, "film.mkv", 10);

    Failure failure = transfer(any -> {}).fetch(served, Manifest.of(served, local));

    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(Files.size(local.resolve("film.mkv"))).isLessThanOrEqualTo(10);
  }

  @Test
  void tells_this_machines_full_disk_from_trouble_on_the_way() throws IOException {
    Files.write(input.resolve("full"), bytes(MEGABYTE, 1));
    ServedFiles served = served("full");

    Failure failure = transfer(any -> {}).fetch(served, Manifest.of(served, Path.of("/dev")));

    assertThat(failure.reason()).isEqualTo(FailureReason.WORKER_DISK_FULL);
    assertThat(failure.message()).contains("w1").contains("worker.scratch");
  }

  @Test
  void tells_the_managers_full_disk() throws Exception {
    host.close();
    Ftplet full =
        new DefaultFtplet() {
          @Override
          public FtpletResult onUploadStart(FtpSession session, FtpRequest request)
              throws FtpException {
            session.write(new DefaultFtpReply(452, "No space left for the result."));
            return FtpletResult.SKIP;
          }
        };
    host = new FtpHost(folder.resolve("served"), full);
    Path result = Files.write(local.resolve("film.mp4"), bytes(10, 3));

    Failure failure = upload(transfer(any -> {}), result, "j1.part");

    assertThat(failure.reason()).isEqualTo(FailureReason.MANAGER_DISK_FULL);
  }

  @Test
  void gives_up_a_result_that_the_server_does_not_read() throws Exception {
    Path result = Files.write(local.resolve("film.mp4"), bytes(40 * MEGABYTE, 3));

    standsStill(
        transfer -> {
          try {
            return upload(transfer, result, "j1.part");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void gives_up_a_film_that_the_server_does_not_send() throws Exception {
    Files.write(input.resolve("film.mkv"), bytes(MEGABYTE, 3));

    standsStill(
        transfer -> {
          try {
            ServedFiles served = served("film.mkv");
            return transfer.fetch(served, Manifest.of(served, local));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A server that takes a command and does nothing, as one on a machine that hangs. */
  private void standsStill(Function<FtpTransfer, Failure> work) throws Exception {
    host.close();
    CountDownLatch hangs = new CountDownLatch(1);
    Ftplet hanging =
        new DefaultFtplet() {
          @Override
          public FtpletResult onUploadStart(FtpSession session, FtpRequest request)
              throws FtpException {
            return hang();
          }

          @Override
          public FtpletResult onDownloadStart(FtpSession session, FtpRequest request)
              throws FtpException {
            return hang();
          }

          private FtpletResult hang() throws FtpException {
            try {
              hangs.await();
            } catch (InterruptedException e) {
              throw new FtpException("interrupted", e);
            }
            return FtpletResult.DISCONNECT;
          }
        };
    host = new FtpHost(folder.resolve("served"), hanging);
    FtpTransfer transfer = new FtpTransfer("w1", any -> {}, SHORTLY, Duration.ofSeconds(1));
    long start = System.nanoTime();

    Failure failure = work.apply(transfer);

    hangs.countDown();
    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(failure.message()).contains("moved not a byte for 1 s");
    assertThat(transfer.stalled()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void refuses_what_could_smuggle_in_another_command() throws IOException {
    Path result = Files.write(local.resolve("film.mp4"), bytes(10, 3));

    Failure failure = upload(transfer(any -> {}), result, "x\r\nSTOR evil");

    assertThat(failure.reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(commands).noneMatch(command -> command.contains("evil"));
  }

  private Failure fetch(Consumer<TransferMeter.Reading> listener, String... names)
      throws IOException {
    ServedFiles served = served(names);
    return transfer(listener).fetch(served, Manifest.of(served, local));
  }

  private static FtpTransfer transfer(Consumer<TransferMeter.Reading> listener) {
    return new FtpTransfer("w1", listener, SHORTLY, Duration.ofSeconds(60));
  }

  private Failure upload(FtpTransfer transfer, Path result, String name) throws IOException {
    ReturnFolder to =
        new ReturnFolder(host.url("output"), FtpHost.USER, FtpHost.PASSWORD, name, null);
    return transfer.upload(result, Files.size(result), to);
  }

  private ServedFiles served(String... names) throws IOException {
    List<ServedFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(new ServedFile(name, Files.size(input.resolve(name))));
    }
    return new ServedFiles(
        host.url("input"),
        FtpHost.USER,
        FtpHost.PASSWORD,
        files,
        names[0],
        List.of(),
        null,
        null,
        0);
  }

  private static ServedFiles served(String url, String password, String name, long bytes) {
    return new ServedFiles(
        url,
        FtpHost.USER,
        password,
        List.of(new ServedFile(name, bytes)),
        name,
        List.of(),
        null,
        null,
        0);
  }

  private static Consumer<TransferMeter.Reading> once(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return reading -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  private static byte[] bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
