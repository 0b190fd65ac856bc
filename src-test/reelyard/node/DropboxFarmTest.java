package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.DroppedFilm;
import reelyard.message.GetDropBox;

/** A whole farm with a drop box, before the real HandBrakeCLI. */
final class DropboxFarmTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final Asker asker = new Asker();
  private Path in;
  private Path out;

  @BeforeEach
  void make() throws Exception {
    in = Files.createDirectory(folder.resolve("in"));
    out = folder.resolve("out");
  }

  @Test
  void a_film_that_is_dropped_into_a_folder_becomes_a_result() throws Exception {
    try (LocalFarm farm = LocalFarm.start(parts())) {
      assertThat(farm.web()).as("no page is needed").isNull();
      Path dropped = Files.createDirectories(in.resolve("it's \"new\"")).resolve("-the film.mkv");
      Files.copy(Clips.film("dropped.mkv", 2), dropped);

      Path result = out.resolve("it's \"new\"").resolve("anna - -the film.mkv");
      await(() -> Files.exists(result));

      assertThat(result).isNotEmptyFile();
      assertThat(dropped).exists();

      // Neither the result, moved back into the folder, nor a copy of the film makes another job.
      Files.move(result, in.resolve("moved.mkv"));
      Files.copy(dropped, in.resolve("copy.mkv"));
      await(() -> verdicts().size() == 3);
      assertThat(verdicts())
          .containsEntry("-the film.mkv", "SUBMITTED")
          .containsEntry("moved.mkv", "RESULT")
          .containsEntry("copy.mkv", "DOUBLE");
    }
  }

  private List<Part> parts() throws BadConfigException {
    String yaml =
        """
        scheduler: {store: {url: memory}}
        worker: {name: attic, scratch: %1$s/scratch, logs: %1$s/logs}
        web: {port: 0}
        dropbox:
          ledger: %1$s/ledger.db
          pollSeconds: 1
          folders:
            films:
              path: %1$s/in
              output: %1$s/out
              preset: Fast 480p30
              container: mkv
              user: anna
              name: "{user} - {name}"
              settleSeconds: 1
        """
            .formatted(folder);
    FarmConfig config = FarmConfig.load("test.yaml", yaml, Map.of());
    List<Part> parts = new ArrayList<>();
    for (Role role : List.of(Role.STAGING, Role.SCHEDULER, Role.DROPBOX, Role.WORKER)) {
      parts.add(Part.of(role, role.word(), config));
    }
    parts.add(new Part("asker", () -> asker, new DeploymentOptions(), false));
    return parts;
  }

  /** What became of each film so far, by its name. */
  private Map<String, String> verdicts() {
    return asker
        .bus
        .ask(Addresses.DROP_BOX, new GetDropBox(0))
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .lately()
        .stream()
        .collect(
            Collectors.toMap(
                film -> Path.of(film.path()).getFileName().toString(), DroppedFilm::verdict));
  }

  private static final class Asker extends VerticleBase {

    private volatile Bus bus;

    @Override
    public Future<?> start() {
      bus = new Bus(vertx);
      return Future.succeededFuture();
    }
  }

  private static void await(BooleanSupplier happened) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
