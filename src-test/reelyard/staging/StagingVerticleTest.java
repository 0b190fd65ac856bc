package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.FreePort;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.InspectSources;
import reelyard.message.Refusal;
import reelyard.message.ResultCommitted;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;
import reelyard.message.SourceFinding;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;

class StagingVerticleTest {

  @TempDir Path temporary;

  private StagingHouse house;

  @BeforeEach
  void open() throws IOException {
    house = new StagingHouse(temporary);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void says_of_each_job_whether_it_can_be_staged() throws IOException {
    Path film = house.film("film.mkv", "12345");

    List<SourceFinding> findings =
        house
            .ask(
                Addresses.inspect(JobSpec.ONLY_STAGING),
                new InspectSources(
                    List.of(
                        spec(film.toString(), "out/film.mp4"),
                        spec(house.folder + "/missing.mkv", "out/film.mp4"))))
            .findings();

    assertThat(findings.get(0)).satisfies(found -> assertThat(found.bytes()).isEqualTo(5));
    assertThat(findings.get(1).refusal().reason()).isEqualTo(FailureReason.SOURCE_MISSING);
  }

  @Test
  void carries_a_film_out_and_its_result_back() throws Exception {
    AttemptId attempt = house.attempt("job");

    ServedFiles served = house.serve(attempt);
    assertThat(served.url()).matches("ftp://127\\.0\\.0\\.1:\\d+/input/");
    assertThat(served.files()).containsExactly(new ServedFile("film.mkv", 8));
    assertThat(served.film()).isEqualTo("film.mkv");
    try (RawFtp ftp = RawFtp.loggedIn(served.url(), served.user(), served.password())) {
      assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
    }
    ReturnFolder back = house.takeBack(attempt);
    assertThat(back.url()).matches("ftp://127\\.0\\.0\\.1:\\d+/output/");
    assertThat(back.fileName()).isEqualTo("film.mp4");
    assertThat(store(back, "result")).startsWith("226");
    assertThat(house.folder.resolve("out/film.mp4")).doesNotExist();

    ResultCommitted committed = house.commit(attempt, "film.mp4", 6);

    assertThat(house.folder.resolve("out/film.mp4")).hasContent("result");
    assertThat(committed)
        .isEqualTo(
            new ResultCommitted(
                attempt,
                house.folder.resolve("out/film.mp4") + "",
                6,
                "cc3595add063bdd48ee5e0ce07daff4b246a74777516b66a4526cdc4365c7bc4",
                null));
    assertThat(house.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(committed);
    assertThat(house.folder.resolve("film.mkv")).hasContent("raw film");
  }

  @Test
  void gives_the_same_door_to_who_asks_again() throws IOException {
    AttemptId attempt = house.attempt("job");

    ServedFiles served = house.serve(attempt);

    assertThat(house.serve(attempt)).isEqualTo(served);
    assertThat(house.takeBack(attempt).password()).isEqualTo(served.password());
    assertThat(served.user()).hasSize(32);
    assertThat(served.password()).hasSize(32);
  }

  @Test
  void does_no_work_for_a_question_that_is_being_answered() throws IOException {
    AttemptId attempt = house.attempt("job");
    house.mute = true;
    for (int i = 0; i < 20; i++) {
      house.bus.ask(
          Addresses.serveFiles(JobSpec.ONLY_STAGING), new ServeFiles(attempt, StagingHouse.WORKER));
      house.bus.ask(
          Addresses.returnFiles(JobSpec.ONLY_STAGING),
          new ReturnFiles(attempt, StagingHouse.WORKER));
    }
    house.ask(Addresses.inspect(JobSpec.ONLY_STAGING), new InspectSources(List.of()));
    assertThat(house.asked).hasValue(2);
    assertThatThrownBy(() -> house.serve(attempt)).hasMessageContaining("ask again");

    house.mute = false;
    assertThat(house.serve(attempt).film()).isEqualTo("film.mkv");
    assertThat(house.serve(attempt).film()).isEqualTo("film.mkv");
  }

  @Test
  void answers_a_repeated_commit_the_same_while_it_runs_and_after() throws IOException {
    AttemptId attempt = house.attempt("job");
    store(house.takeBack(attempt), "result");
    CommitResult commit =
        new CommitResult(attempt, StagingHouse.WORKER, "film.mp4", 6, house.root(attempt), null);

    Future<ResultCommitted> first =
        house.bus.ask(Addresses.commitResult(JobSpec.ONLY_STAGING), commit);
    Future<ResultCommitted> second =
        house.bus.ask(Addresses.commitResult(JobSpec.ONLY_STAGING), commit);

    ResultCommitted committed = StagingHouse.get(first);
    assertThat(StagingHouse.get(second)).isEqualTo(committed);
    house.end(attempt);
    assertThat(house.ask(Addresses.commitResult(JobSpec.ONLY_STAGING), commit))
        .isEqualTo(committed);
    assertThat(house.heard).hasSize(1);
  }

  @Test
  void tells_the_scheduler_of_a_result_until_it_hears() throws Exception {
    AttemptId attempt = house.attempt("job");
    store(house.takeBack(attempt), "result");
    house.deaf.add(new RefusedException(new Refusal(Refusal.UNAVAILABLE, "store locked")));

    ResultCommitted committed = house.commit(attempt, "film.mp4", 6);

    assertThat(house.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(committed);
  }

  @Test
  void leaves_a_file_alone_that_took_the_results_name_meanwhile() throws IOException {
    AttemptId attempt = house.attempt("job");
    store(house.takeBack(attempt), "result");
    house.film("out/film.mp4", "theirs");

    assertThat(refusal(() -> house.commit(attempt, "film.mp4", 6)).message())
        .contains("--overwrite");
    assertThat(house.folder.resolve("out/film.mp4")).hasContent("theirs");
    house.end(attempt);
    assertLeft("film.mkv", "out", "out/film.mp4");
  }

  @Test
  void commits_no_result_on_a_link_to_its_source_even_to_overwrite() throws IOException {
    Path film = house.film("film.mkv", "raw film");
    Path output = house.folder.resolve("result.mp4");
    AttemptId attempt = house.attempt("job", 1, film, output, true);
    store(house.takeBack(attempt), "result");
    Files.createLink(output, film);

    assertThat(refusal(() -> house.commit(attempt, "result.mp4", 6)).message())
        .contains("own input");
    assertThat(film).hasContent("raw film");
  }

  @Test
  void commits_a_result_whose_source_is_gone() throws IOException {
    AttemptId attempt = house.attempt("job");
    house.serve(attempt);
    store(house.takeBack(attempt), "result");
    Files.delete(house.folder.resolve("film.mkv"));

    assertThat(house.commit(attempt, "film.mp4", 6).bytes()).isEqualTo(6);
  }

  @Test
  void refuses_a_result_of_another_size_than_the_worker_has() throws IOException {
    AttemptId attempt = house.attempt("job");
    ReturnFolder back = house.takeBack(attempt);
    store(back, "resul");

    Refusal refusal = refusal(() -> house.commit(attempt, "film.mp4", 6));

    assertThat(refusal.message()).contains("5 bytes").contains("6");
    store(back, "result");
    assertThat(house.commit(attempt, "film.mp4", 6).bytes()).isEqualTo(6);
  }

  @Test
  void refuses_to_commit_what_never_came() throws IOException {
    AttemptId attempt = house.attempt("job");
    refusal(() -> house.commit(attempt, "film.mp4", 6));

    house.takeBack(attempt);
    refusal(() -> house.commit(attempt, "film.mp4", 0));
    refusal(() -> house.commit(attempt, "other.mp4", 0));
  }

  @Test
  void opens_no_door_to_a_fenced_attempt_or_to_another_worker() throws IOException {
    AttemptId attempt = house.attempt("job");

    assertThat(
            refusal(
                    () ->
                        house.ask(
                            Addresses.serveFiles(JobSpec.ONLY_STAGING),
                            new ServeFiles(attempt, "spy")))
                .code())
        .isEqualTo(Refusal.CONFLICT);
    house.live.clear();
    assertThat(refusal(() -> house.serve(attempt)).code()).isEqualTo(Refusal.CONFLICT);
    assertThat(refusal(() -> house.takeBack(attempt)).code()).isEqualTo(Refusal.CONFLICT);
    assertThat(refusal(() -> house.commit(attempt, "x", 1)).code()).isEqualTo(Refusal.CONFLICT);
  }

  @Test
  void tells_that_a_source_is_gone() throws IOException {
    AttemptId attempt = house.attempt("job");
    Files.delete(house.folder.resolve("film.mkv"));

    assertThat(refusal(() -> house.serve(attempt)).code())
        .isEqualTo(FailureReason.SOURCE_MISSING.code());
  }

  @Test
  void serves_no_source_whose_result_cannot_land() throws IOException {
    Path film = house.film("film.mkv", "raw film");
    Path taken = house.film("taken.mp4", "theirs");

    AttemptId exists = house.attempt("exists", 1, film, taken, false);
    assertThat(refusal(() -> house.serve(exists)).code())
        .isEqualTo(FailureReason.RESULT_EXISTS.code());

    AttemptId below = house.attempt("below", 1, film, film.resolve("film.mp4"), false);
    assertThat(refusal(() -> house.serve(below)).code())
        .isEqualTo(FailureReason.RESULT_NOT_WRITABLE.code());

    AttemptId own = house.attempt("own", 1, taken, taken, true);
    assertThat(refusal(() -> house.serve(own)).code())
        .isEqualTo(FailureReason.RESULT_WOULD_REPLACE_SOURCE.code());

    Files.delete(taken);
    assertThat(house.serve(exists).film()).isEqualTo("film.mkv");
  }

  @Test
  void cuts_off_an_upload_when_its_attempt_ends_and_leaves_no_trace() throws Exception {
    AttemptId attempt = house.attempt("job");
    ReturnFolder back = house.takeBack(attempt);
    try (RawFtp zombie = RawFtp.loggedIn(back.url(), back.user(), back.password());
        Socket data = zombie.data()) {
      assertThat(zombie.send("STOR /output/film.mp4")).startsWith("150");
      data.getOutputStream().write("half".getBytes(UTF_8));
      assertThat(Files.exists(house.folder.resolve("out"))).isTrue();

      house.end(attempt);

      assertThat(data.getInputStream().read()).isEqualTo(-1);
      String end = zombie.reply();
      assertThat(end == null || end.startsWith("4")).as(end).isTrue();
      assertThat(zombie.reply()).isNull();
    }
    assertLeft("film.mkv");
    assertThatThrownBy(() -> RawFtp.loggedIn(back.url(), back.user(), back.password()))
        .hasMessageContaining("530");
  }

  @Test
  void cuts_off_a_download_when_its_attempt_ends() throws Exception {
    Path film = house.film("long.mkv", "x".repeat(64 << 20));
    AttemptId attempt = house.attempt("job", 1, film, house.folder.resolve("out/film.mp4"), false);
    ServedFiles served = house.serve(attempt);
    try (RawFtp zombie = RawFtp.loggedIn(served.url(), served.user(), served.password());
        Socket data = zombie.data()) {
      assertThat(zombie.send("RETR /input/long.mkv")).startsWith("150");
      assertThat(data.getInputStream().read()).isEqualTo('x');

      house.end(attempt);
      assertThat(zombie.reply()).as("hung up").isNull();

      long rest = 1;
      try {
        rest += data.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (java.net.SocketException e) {
        assertThat(e).hasMessageContaining("reset");
      }
      assertThat(rest).isLessThan(Files.size(film));
    }
  }

  @Test
  void closes_the_door_of_an_attempt_when_a_newer_one_comes() throws IOException {
    AttemptId first = house.attempt("job");
    ReturnFolder old = house.takeBack(first);
    store(old, "half");
    AttemptId second =
        house.attempt(
            "job",
            2,
            house.folder.resolve("film.mkv"),
            house.folder.resolve("out/film.mp4"),
            false);

    ReturnFolder back = house.takeBack(second);

    assertThatThrownBy(() -> RawFtp.loggedIn(old.url(), old.user(), old.password()))
        .hasMessageContaining("530");
    assertLeft("film.mkv");
    assertThat(refusal(() -> house.serve(first)).code()).isEqualTo(Refusal.CONFLICT);
    store(back, "result");
    assertThat(house.commit(second, "film.mp4", 6).bytes()).isEqualTo(6);
  }

  @Test
  void says_that_the_scheduler_is_silent_while_the_asker_still_listens() throws IOException {
    AttemptId attempt = house.attempt("job");
    house.mute = true;

    assertThat(refusal(() -> house.takeBack(attempt)).code()).isEqualTo(Refusal.UNAVAILABLE);
  }

  @Test
  void serves_no_source_that_is_still_being_written() throws IOException {
    AttemptId attempt = house.attempt("job");
    ServedFiles served = house.serve(attempt);
    Files.writeString(house.folder.resolve("film.mkv"), "raw film, and more");

    try (RawFtp ftp = RawFtp.loggedIn(served.url(), served.user(), served.password());
        Socket data = ftp.data()) {
      assertThat(data.isConnected()).isTrue();
      assertThat(ftp.send("RETR /input/film.mkv")).startsWith("551");
    }
    Refusal refusal = refusal(() -> house.serve(attempt));
    assertThat(refusal.code()).isEqualTo(FailureReason.TRANSFER_FAILED.code());
    assertThat(refusal.message()).contains("film.mkv", "still being written");
  }

  @Test
  void ends_a_download_without_success_when_its_source_grows_meanwhile() throws IOException {
    Path film = house.film("long.mkv", "x".repeat(64 << 20));
    AttemptId attempt = house.attempt("job", 1, film, house.folder.resolve("out/film.mp4"), false);
    ServedFiles served = house.serve(attempt);
    try (RawFtp ftp = RawFtp.loggedIn(served.url(), served.user(), served.password());
        Socket data = ftp.data()) {
      assertThat(ftp.send("RETR /input/long.mkv")).startsWith("150");
      assertThat(data.getInputStream().read()).isEqualTo('x');
      Files.writeString(film, "more", StandardOpenOption.APPEND);

      long rest = data.getInputStream().transferTo(OutputStream.nullOutputStream());

      assertThat(1 + rest).isLessThan(served.files().get(0).bytes());
      assertThat(ftp.reply()).doesNotStartWith("2");
    }
  }

  @Test
  void says_which_port_is_taken_and_what_to_do() throws Exception {
    house.leave();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  StagingHouse.get(house.deploy(taken.getLocalPort(), "0", Duration.ofMinutes(1))))
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("staging.port")
          .hasMessageContaining("0 for any free one");
    }
    try (Stream<Path> journals = Files.list(house.journal)) {
      assertThat(journals.map(path -> path.getFileName().toString()))
          .as("journals in use")
          .noneMatch(name -> name.matches("[0-9a-f-]{36}"));
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("reelyard-staging")) {
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void waits_for_the_staging_of_the_manager_that_led_before_to_end() throws Exception {
    Future<String> successor = house.succeed();
    assertThatThrownBy(
            () -> successor.toCompletionStage().toCompletableFuture().get(3, TimeUnit.SECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    house.leave();
    StagingHouse.get(successor);
  }

  @Test
  void refuses_to_be_the_second_of_its_farm() {
    assertThatThrownBy(() -> StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1))))
        .hasMessageContaining("a staging is already at work in this farm: run only one");

    house.leave();
    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));
  }

  @Test
  void closes_the_door_of_an_attempt_whose_end_it_did_not_hear_of() throws Exception {
    Path folder = Files.createDirectory(house.folder.resolve("attentive"));
    try (StagingHouse attentive = new StagingHouse(folder, "0", Duration.ofMillis(50))) {
      AttemptId attempt = attentive.attempt("job");
      ReturnFolder back = attentive.takeBack(attempt);
      try (RawFtp ftp = RawFtp.loggedIn(back.url(), back.user(), back.password())) {
        assertThat(ftp.send("NOOP")).startsWith("200");

        attentive.live.remove(attempt);

        assertThat(ftp.reply()).as("hung up").isNull();
      }
    }
  }

  @Test
  void makes_do_with_one_passive_port() throws Exception {
    int port = FreePort.take();
    Path folder = Files.createDirectory(house.folder.resolve("narrow"));
    try (StagingHouse narrow = new StagingHouse(folder, port + "", Duration.ofMinutes(1))) {
      ServedFiles served = narrow.serve(narrow.attempt("job"));
      try (RawFtp ftp = RawFtp.loggedIn(served.url(), served.user(), served.password())) {
        for (int i = 0; i < 20; i++) {
          assertThat(ftp.send("EPSV")).contains("|" + port + "|");
          assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
        }
      }
    }
  }

  private JobSpec spec(String input, String output) {
    return JobSpec.of(input, house.folder.resolve(output).toString(), null, 0);
  }

  static String store(ReturnFolder back, String content) throws IOException {
    try (RawFtp ftp = RawFtp.loggedIn(back.url(), back.user(), back.password())) {
      return ftp.store("STOR /output/" + back.fileName(), content.getBytes(UTF_8));
    }
  }

  private static Refusal refusal(Runnable request) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, request::run);
    assertThat(refused).isNotNull();
    return refused.refusal();
  }

  /** Once the disk work that is under way is done, the folder holds exactly this. */
  private void assertLeft(String... names) throws IOException {
    List<String> left = List.of();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < until) {
      left = left();
      if (left.equals(List.of(names))) {
        return;
      }
      Thread.onSpinWait();
    }
    assertThat(left).containsExactly(names);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.walk(house.folder)) {
      return all.filter(path -> !path.equals(house.folder))
          .map(path -> house.folder.relativize(path).toString())
          .sorted()
          .toList();
    } catch (java.io.UncheckedIOException e) {
      return List.of("(changing)");
    }
  }
}
