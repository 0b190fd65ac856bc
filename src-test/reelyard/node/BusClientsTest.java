package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.Clips;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetGatewayAddress;

/** The clients in docs/bus.md do what they say, before a whole farm and the real HandBrakeCLI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BusClientsTest {

  private static final Pattern CLIENT =
      Pattern.compile("```(python|javascript|java|bash)\n(.*?)\n```", Pattern.DOTALL);

  private static final Map<String, List<String>> RUN =
      Map.of(
          "python", List.of("python3", "follow.py"),
          "javascript", List.of("node", "follow.js"),
          "java",
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "Follow.java"),
          "bash", List.of("bash", "follow.sh"));

  @TempDir private static Path folder;
  private final Asker asker = new Asker();
  private LocalFarm farm;
  private int port;

  @BeforeAll
  void start() throws Exception {
    String yaml =
        """
        scheduler: {store: {url: memory}}
        worker: {name: attic, scratch: %1$s/scratch, logs: %1$s/logs}
        gateway: {on: true, port: 0}
        """
            .formatted(folder);
    FarmConfig config = FarmConfig.load("test.yaml", yaml, Map.of());
    List<Part> parts = new ArrayList<>();
    for (Role role : List.of(Role.SCHEDULER, Role.STAGING, Role.GATEWAY, Role.WORKER)) {
      parts.add(Part.of(role, role.word(), config));
    }
    parts.add(new Part("asker", () -> asker, new DeploymentOptions(), false));
    farm = LocalFarm.start(parts);
    port =
        asker
            .bus
            .ask(Addresses.GATEWAY_ADDRESS, new GetGatewayAddress())
            .map(address -> URI.create(address.url()).getPort())
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
  }

  @AfterAll
  void stop() {
    if (farm != null) {
      farm.close();
    }
  }

  @Test
  void there_is_one_in_each_language() throws Exception {
    assertThat(clients().keySet()).containsExactlyInAnyOrderElementsOf(RUN.keySet());
  }

  @ParameterizedTest
  @CsvSource({"python", "javascript", "java", "bash"})
  void submits_a_film_and_follows_it_to_its_end(String language) throws Exception {
    Path film = folder.resolve("-it's " + language + " ü.mkv");
    Files.copy(Clips.film("followed.mkv", 4), film);
    Path result = folder.resolve(language + ".mp4");

    Ended ended = run(language, film.toString(), result.toString());

    assertThat(ended.output).contains("TRANSCODING ", "Encode done!", "state COMPLETE");
    assertThat(ended.status).as(ended.output).isZero();
    assertThat(result).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"python", "javascript", "java", "bash"})
  void says_why_a_film_is_refused(String language) throws Exception {
    Ended ended = run(language, folder + "/none.mkv", folder + "/none.mp4");

    assertThat(ended.output).contains("none.mkv");
    assertThat(ended.status).isNotZero();
  }

  private record Ended(int status, String output) {}

  private Ended run(String language, String film, String result) throws Exception {
    List<String> command = RUN.get(language);
    String file = command.get(command.size() - 1);
    Files.writeString(folder.resolve(file), clients().get(language));
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        command.stream(),
                        Stream.of("127.0.0.1", Integer.toString(port), film, result))
                    .toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process));
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("in time").isTrue();
    return new Ended(process.exitValue(), output.join());
  }

  private static String text(Process process) {
    try {
      return new String(
          process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  private static Map<String, String> clients() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("reelyard.home"), "docs/bus.md"));
    Map<String, String> clients = new java.util.TreeMap<>();
    Matcher client = CLIENT.matcher(page.substring(page.indexOf("\n## Clients\n")));
    while (client.find()) {
      assertThat(clients.put(client.group(1), client.group(2))).isNull();
    }
    return clients;
  }

  private static final class Asker extends VerticleBase {

    private volatile Bus bus;

    @Override
    public Future<?> start() {
      bus = new Bus(vertx);
      return Future.succeededFuture();
    }
  }
}
