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
import java.util.stream.Collectors;
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
import reelyard.login.Token;
import reelyard.login.TokenFile;
import reelyard.message.GatewayAddress;
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
  private final String secret = Token.newSecret();
  private final Asker asker = new Asker();
  private LocalFarm farm;
  private int plain;
  private int encrypted;
  private Map<String, String> byAuthority;
  private Map<String, String> byPin;

  @BeforeAll
  void start() throws Exception {
    for (Map.Entry<String, String> client : clients().entrySet()) {
      List<String> command = RUN.get(client.getKey());
      Files.writeString(folder.resolve(command.get(command.size() - 1)), client.getValue());
    }
    signCertificate();
    Path users = folder.resolve("users.jsonl");
    new TokenFile(folder.resolve("reelyard-tokens.jsonl"))
        .change(
            all -> List.of(new Token("ci", "submitter", Token.hash(secret), 1, Long.MAX_VALUE)));
    String yaml =
        """
        scheduler: {store: {url: memory}}
        worker: {name: attic, scratch: %1$s/scratch, logs: %1$s/logs}
        users: {file: %2$s}
        gateway: {on: true, port: 0, login: %3$s, tls: {mode: %4$s}}
        """;
    FarmConfig config =
        FarmConfig.load("test.yaml", yaml.formatted(folder, users, "auto", "auto"), Map.of());
    FarmConfig guarded =
        FarmConfig.load(
            "test.yaml",
            yaml.formatted(
                folder,
                users,
                "always",
                "always, certificate: %1$s/gate.pem, key: %1$s/gate.key".formatted(folder)),
            Map.of());
    List<Part> parts = new ArrayList<>();
    for (Role role : List.of(Role.SCHEDULER, Role.STAGING, Role.GATEWAY, Role.WORKER)) {
      parts.add(Part.of(role, role.word(), config));
    }
    parts.add(Part.of(Role.GATEWAY, "guarded", guarded));
    parts.add(new Part("asker", () -> asker, new DeploymentOptions(), false));
    farm = LocalFarm.start(parts);
    // They answer by turns.
    Map<String, GatewayAddress> gateways =
        Stream.of(gateway(), gateway())
            .collect(Collectors.toMap(g -> g.url().substring(0, 3), g -> g));
    plain = URI.create(gateways.get("tcp").url()).getPort();
    encrypted = URI.create(gateways.get("tls").url()).getPort();
    byAuthority =
        Map.of("REELYARD_TOKEN", secret, "GATEWAY_CA", folder.resolve("authority.pem").toString());
    byPin =
        Map.of("REELYARD_TOKEN", secret, "GATEWAY_CERTIFICATE", gateways.get("tls").fingerprint());
  }

  private GatewayAddress gateway() throws Exception {
    return asker
        .bus
        .ask(Addresses.GATEWAY_ADDRESS, new GetGatewayAddress())
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  /** As docs/operations.md has it made, with the address in it by which it is reached. */
  private static void signCertificate() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("sign.sh"),
            """
            set -e
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
              -subj "/CN=Reelyard farm" -keyout authority.key -out authority.pem
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=gate" \
              -addext "subjectAltName=IP:127.0.0.1" -keyout gate.key -out gate.csr
            openssl x509 -req -in gate.csr -CA authority.pem -CAkey authority.key -days 3650 \
              -copy_extensions copy -out gate.pem
            """);
    Ended ended = ended(start(List.of("bash", script.toString()), Map.of()));
    assertThat(ended.status).as(ended.output).isZero();
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
  void submits_a_film_and_follows_it_to_its_end_without_and_with_tls(String language)
      throws Exception {
    Path film = folder.resolve("-it's " + language + " ü.mkv");
    Files.copy(Clips.film("followed.mkv", 3), film);
    Path result = folder.resolve(language + ".mp4");
    Path other = folder.resolve(language + "-tls.mp4");

    Process open = start(language, plain, Map.of(), film, result);
    Process hidden = start(language, encrypted, byAuthority, film, other);

    for (Process client : List.of(open, hidden)) {
      Ended ended = ended(client);
      assertThat(ended.output).contains("TRANSCODING ", "Encode done!", "state COMPLETE");
      assertThat(ended.status).as(ended.output).isZero();
    }
    assertThat(result).isNotEmptyFile();
    assertThat(other).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"python", "javascript", "java", "bash"})
  void says_why_a_film_is_refused_and_tells_its_token_to_nobody_else(String language)
      throws Exception {
    Path none = folder.resolve("none.mkv");
    Path result = folder.resolve("none.mp4");
    try (Impostor impostor = new Impostor(folder.resolve(language + "-impostor"))) {
      Process refused = start(language, encrypted, byPin, none, result);
      Process deceived = start(language, impostor.port(), byPin, none, result);
      Process misled = start(language, impostor.port(), byAuthority, none, result);
      Process tokenless =
          start(
              language,
              encrypted,
              Map.of("GATEWAY_CERTIFICATE", byPin.get("GATEWAY_CERTIFICATE")),
              none,
              result);

      Ended ended = ended(refused);
      assertThat(ended.output).contains("none.mkv");
      assertThat(ended.status).isNotZero();
      ended = ended(deceived);
      assertThat(ended.output).contains("certificate is another");
      assertThat(ended.status).isNotZero();
      assertThat(ended(misled).status).isNotZero();
      ended = ended(tokenless);
      assertThat(ended.output).contains("not_logged_in");
      assertThat(ended.status).isNotZero();
      assertThat(impostor.heard()).isEmpty();
    }
  }

  private record Ended(int status, String output) {}

  private static Process start(
      String language, int port, Map<String, String> environment, Path film, Path result)
      throws Exception {
    return start(
        Stream.concat(
                RUN.get(language).stream(),
                Stream.of("127.0.0.1", Integer.toString(port), film.toString(), result.toString()))
            .toList(),
        environment);
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ended ended(Process process) throws Exception {
    CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process));
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("in time").isTrue();
    return new Ended(process.exitValue(), output.get(1, TimeUnit.MINUTES));
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
