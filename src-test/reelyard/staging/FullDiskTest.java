package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.ftp.Range;
import reelyard.hash.FileRoot;
import reelyard.message.AttemptId;
import reelyard.message.InspectSources;
import reelyard.message.Refusal;
import reelyard.message.ReturnFolder;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;

/** A disk of one megabyte, which only root can mount. */
class FullDiskTest {

  @TempDir Path temporary;
  @TempDir Path state;

  private Path small;
  private StagingHouse house;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(temporary.toRealPath().resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()),
        "a small disk can be mounted");
    house = new StagingHouse(temporary);
  }

  @AfterEach
  void unmount() throws Exception {
    if (house != null) {
      house.close();
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  @Test
  void tells_client_and_worker_of_a_full_disk_and_goes_on_once_there_is_room() throws Exception {
    Path filler = Files.write(small.resolve("filler"), new byte[700 << 10]);
    byte[] result = new byte[500 << 10];
    AttemptId attempt =
        house.attempt(
            "job", 1, house.film("film.mkv", "raw"), small.resolve("out/film.mp4"), false);
    ReturnFolder back = house.takeBack(attempt);

    String reply;
    try (RawFtp ftp = RawFtp.loggedIn(back.url(), back.user(), back.password())) {
      reply = ftp.store("STOR /output/film.mp4", result);
    }

    assertThat(reply).startsWith("452");
    Refusal refusal = refusal(() -> house.commit(attempt, "film.mp4", result.length));
    assertThat(refusal.code()).isEqualTo(FailureReason.MANAGER_DISK_FULL.code());
    assertThat(refusal.message()).contains(small.resolve("out/film.mp4").toString(), "bytes free");

    Files.delete(filler);
    ReturnFolder again = house.takeBack(attempt);
    try (RawFtp ftp = RawFtp.loggedIn(again.url(), again.user(), again.password())) {
      int here = Integer.parseInt(ftp.send("SIZE /output/film.mp4").substring(4));
      assertThat(here).isGreaterThan(100 << 10);
      assertThat(ftp.store("APPE /output/film.mp4", new byte[result.length - here]))
          .startsWith("226");
    }
    assertThat(house.commit(attempt, "film.mp4", result.length).bytes()).isEqualTo(result.length);
  }

  @Test
  void gives_way_on_a_full_disk_to_others_that_need_its_room() throws Exception {
    PartFile part =
        new PartFile(
            new Target(small.resolve("out/film.mp4"), small),
            new AttemptId("job", 1),
            PartJournal.open(state, Runnable::run),
            () -> true,
            Runnable::run);
    assertThatThrownBy(
            () -> {
              try (WritableByteChannel out = part.upload(Range.from(0), Long.MAX_VALUE)) {
                out.write(ByteBuffer.allocate(4 << 20));
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(part.trouble().reason()).isEqualTo(FailureReason.MANAGER_DISK_FULL);
    try (Stream<Path> left = Files.list(small)) {
      assertThat(left).isEmpty();
    }
    assertThat(part.lacks(8 << 20)).isBetween(1L << 20, 2L << 20);
  }

  @Test
  void opens_no_door_to_a_disk_that_is_full_until_it_has_room() throws IOException {
    AttemptId attempt =
        house.attempt("job", 1, house.film("film.mkv", "raw"), small.resolve("film.mp4"), false);
    Path filler = Files.write(small.resolve("filler"), new byte[1 << 20]);

    assertThat(refusal(() -> house.serve(attempt)).code())
        .isEqualTo(FailureReason.MANAGER_DISK_FULL.code());
    // Who has a result keeps it, and asks again.
    assertThat(refusal(() -> house.takeBack(attempt)).code()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(house.status(status -> status.shortage() != null).shortage())
        .contains("no space left for " + small);

    Files.delete(filler);
    assertThat(house.status(status -> status.shortage() == null).freeBytes()).isPositive();
    StagingVerticleTest.store(house.takeBack(attempt), "result");
    assertThat(house.commit(attempt, "film.mp4", 6).bytes()).isEqualTo(6);
  }

  @Test
  void knows_a_full_disk_whatever_language_the_system_speaks() throws IOException {
    Placement german =
        new Placement(
            (name, file) -> {
              throw new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
            });
    Target target = new Target(small.resolve("film.mp4"), small);
    PartFile part =
        new PartFile(
            target,
            new AttemptId("job", 1),
            PartJournal.open(state, Runnable::run),
            () -> false,
            Runnable::run);
    try (WritableByteChannel out = part.upload(Range.from(0), Long.MAX_VALUE)) {
      out.write(ByteBuffer.allocate((1 << 20) - (32 << 10)));
    }

    PartFile.Proof proof = part.prove(part.size(), FileRoot.of(part.path())).value();
    assertThat(
            part.commit(proof, (file, name) -> german.place(file, name, false)).failure().reason())
        .isEqualTo(FailureReason.MANAGER_DISK_FULL);
    assertThat(part.exists()).as("it is whole").isTrue();
  }

  @Test
  void refuses_a_disk_that_can_only_be_read_before_the_job_is_accepted() throws Exception {
    assertThat(run("mount", "-o", "remount,ro", small.toString())).isTrue();
    JobSpec spec =
        JobSpec.of(
            house.film("film.mkv", "raw").toString(),
            small.resolve("film.mp4").toString(),
            null,
            0);

    Failure refusal =
        house
            .ask(Addresses.inspect(JobSpec.ONLY_STAGING), new InspectSources(List.of(spec)))
            .findings()
            .get(0)
            .refusal();

    assertThat(refusal.reason()).isEqualTo(FailureReason.RESULT_NOT_WRITABLE);
    assertThat(refusal.message()).contains("may not write to " + small);
  }

  private static Refusal refusal(Runnable request) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, request::run);
    assertThat(refused).isNotNull();
    return refused.refusal();
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
