package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.alert.AlertConfig;
import reelyard.alert.MailSettings;
import reelyard.alert.SummaryConfig;
import reelyard.bus.Json;
import reelyard.dropbox.DropboxConfig;
import reelyard.dropbox.FtpAccess;
import reelyard.ftp.BandwidthLimits;
import reelyard.ftp.BandwidthRates;
import reelyard.ftp.Limits;
import reelyard.gateway.GatewayConfig;
import reelyard.gateway.GatewayLimits;
import reelyard.login.UsersConfig;
import reelyard.model.LaneCounts;
import reelyard.scheduler.SchedulerConfig;
import reelyard.scheduler.store.StoreConfig;
import reelyard.staging.MediaConfig;
import reelyard.staging.ReplaceConfig;
import reelyard.staging.ResultsConfig;
import reelyard.staging.StagingConfig;
import reelyard.tls.TlsSettings;
import reelyard.web.SessionSettings;
import reelyard.web.WebConfig;
import reelyard.web.WebLimits;
import reelyard.worker.WorkerConfig;

final class FarmConfigTest {

  @TempDir Path folder;

  @Test
  void takes_a_fraction_from_the_environment() throws BadConfigException {
    String variable = "REELYARD_STAGING_BANDWIDTH_TOTALMEGABYTESPERSECOND";
    FarmConfig config = FarmConfig.load(null, Map.of(variable, "2.5"));

    assertThat(config.staging().bandwidth().totalMegabytesPerSecond()).isEqualTo(2.5);
    assertThatThrownBy(() -> FarmConfig.load(null, Map.of(variable, "much")))
        .hasMessageContaining(variable + ": must be a number");
  }

  @Test
  void limits_bandwidth_by_the_hour() throws BadConfigException {
    String text =
        """
        staging:
          bandwidth:
            totalMegabytesPerSecond: 2.5
            hours:
              "22:00-06:00": {totalMegabytesPerSecond: 0}
              "08:00-18:00": {totalMegabytesPerSecond: 20, perWorkerMegabytesPerSecond: 0.5}
        """;
    FarmConfig config = FarmConfig.load("farm.yaml", text, Map.of());

    Map<String, BandwidthRates> hours = config.staging().bandwidth().hours();
    assertThat(config.staging().bandwidth().totalMegabytesPerSecond()).isEqualTo(2.5);
    assertThat(hours.keySet()).containsExactly("22:00-06:00", "08:00-18:00");
    assertThat(hours.get("08:00-18:00")).isEqualTo(new BandwidthRates(20, 0.5));
    assertThat(Json.decodeStrictly(config.toJson(), FarmConfig.class)).isEqualTo(config);
  }

  @Test
  void has_these_defaults() throws BadConfigException {
    assertThat(FarmConfig.load(null, Map.of()))
        .isEqualTo(
            new FarmConfig(
                "reelyard",
                "http://127.0.0.1:8080",
                "",
                "",
                new ClusterConfig("127.0.0.1", 15701, 10, 0, List.of("127.0.0.1"), BusTls.NONE),
                new SchedulerConfig(
                    12, 2, 10_000, 200_000, 3, 3, 60, 5_000, new StoreConfig("", "", "", 6)),
                new StagingConfig(
                    "staging",
                    "127.0.0.1",
                    0,
                    "0",
                    "",
                    new TlsSettings("auto", "", ""),
                    List.of("/"),
                    "",
                    ResultsConfig.AS_THEY_COME,
                    new Limits(256, 48, 16, 64, 15, 50, 5_000, 4_096, 300, 60, 5),
                    new BandwidthLimits(0, 0, Map.of()),
                    new ReplaceConfig(5, 30),
                    new MediaConfig(0, "", 100_000, "HandBrakeCLI", "ffprobe", "ffmpeg", 10)),
                new WorkerConfig(
                    "",
                    "",
                    "",
                    "HandBrakeCLI",
                    "ffprobe",
                    "ffmpeg",
                    new LaneCounts(1, 1, 1),
                    10,
                    300,
                    "",
                    List.of(),
                    List.of(),
                    ""),
                new WebConfig(
                    "127.0.0.1",
                    8080,
                    "auto",
                    "",
                    List.of(),
                    new TlsSettings("auto", "", ""),
                    new SessionSettings(30, 12),
                    new WebLimits(2_000, 200, 60, 200)),
                new AlertConfig(
                    true,
                    false,
                    0,
                    true,
                    true,
                    new SummaryConfig(0),
                    new MailSettings("", 587, "starttls", "", "", "", List.of()),
                    Map.of()),
                new DropboxConfig(
                    Map.of(),
                    60,
                    "",
                    new FtpAccess(
                        false, "127.0.0.1", 2121, "0", "", new TlsSettings("auto", "", ""))),
                new GatewayConfig(
                    false,
                    "127.0.0.1",
                    7000,
                    "auto",
                    new TlsSettings("auto", "", ""),
                    new GatewayLimits(200, 50, 64, 200)),
                new UsersConfig(""),
                Map.of()));
  }

  @Test
  void explains_every_default_in_a_comment() throws IOException {
    List<String> lines =
        Files.readAllLines(
            Path.of(System.getProperty("reelyard.home"), "config", "reelyard.yaml"),
            StandardCharsets.UTF_8);
    boolean explained = false;
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("#")) {
        explained = true;
      } else if (text.isEmpty() || text.matches("\\w+:")) {
        explained = text.isEmpty() ? false : explained;
      } else if (text.matches("\\w+: .+")) {
        // Ports and lanes share the comment of the lines above them.
        assertThat(explained).as(line).isTrue();
      }
    }
  }

  @Test
  void a_file_replaces_only_the_keys_that_it_has() throws Exception {
    FarmConfig config = load("worker: {nice: 3, lanes: {fetch: 2}}\ncluster:\n  port: 7");

    assertThat(config.worker().nice()).isEqualTo(3);
    assertThat(config.worker().silenceSeconds()).isEqualTo(300);
    assertThat(config.worker().lanes()).isEqualTo(new LaneCounts(2, 1, 1));
  }

  @Test
  void a_list_of_a_file_replaces_the_list_of_the_defaults() throws Exception {
    FarmConfig config = load("cluster: {host: node7.lan, members: [10.0.0.5, 'attic:15702']}");

    assertThat(config.cluster().members()).containsExactly("10.0.0.5", "attic:15702");
  }

  @Test
  void a_section_whose_keys_are_all_commented_out_keeps_the_defaults() throws Exception {
    assertThat(load("farm: attic\nweb:\n  # port: 9\n").web().port()).isEqualTo(8080);
  }

  @Test
  void json_is_read_as_well_tabs_included() throws Exception {
    assertThat(load("{\n\t\"web\": {\"port\": 9090}\n}").web().port()).isEqualTo(9090);
  }

  @Test
  void custom_takes_anything_as_it_stands() throws Exception {
    FarmConfig config = load("custom:\n  depth: {list: [1, 2.5, true, null, text]}");

    assertThat(config.toJson().getJsonObject("custom").encode())
        .isEqualTo("{\"depth\":{\"list\":[1,2.5,true,null,\"text\"]}}");
  }

  @Test
  void the_environment_overrides_the_file() throws Exception {
    Path file = Files.writeString(folder.resolve("my.yaml"), "web: {port: 1}\nworker: {nice: 4}");

    FarmConfig config =
        FarmConfig.load(
            file,
            Map.of(
                "REELYARD_WEB_PORT", "8081",
                "REELYARD_WORKER_LANES_GIVEBACK", "3",
                "REELYARD_WORKER_silenceSeconds", "60",
                "REELYARD_MANAGER", "http://attic:8080",
                "REELYARD_STAGING_ROOTS", "/films, /more films",
                "REELYARD_STAGING_PASSIVEPORTS", "15900",
                "REELYARD_CLASSPATH", "my.jar",
                "REELYARD_JAVA_OPTS", "-Xmx96m",
                "REELYARD_MAVEN_OPTS", "-Xmx1g",
                "HOME", "/root"));

    assertThat(config.web().port()).isEqualTo(8081);
    assertThat(config.worker().nice()).isEqualTo(4);
    assertThat(config.worker().lanes().giveBack()).isEqualTo(3);
    assertThat(config.worker().silenceSeconds()).isEqualTo(60);
    assertThat(config.manager()).isEqualTo("http://attic:8080");
    assertThat(config.staging().roots()).containsExactly("/films", "/more films");
    assertThat(config.staging().passivePorts()).isEqualTo("15900");
  }

  @Test
  void yes_and_no_are_true_and_false_in_files_and_in_the_environment() throws Exception {
    assertThat(load("alerts: {onCompletion: true}").alerts().onCompletion()).isTrue();
    assertThat(
            FarmConfig.load(null, Map.of("REELYARD_ALERTS_ONFAILURE", "false"))
                .alerts()
                .onFailure())
        .isFalse();
    assertThatThrownBy(() -> FarmConfig.load(null, Map.of("REELYARD_ALERTS_ONFAILURE", "no")))
        .hasMessageContaining("REELYARD_ALERTS_ONFAILURE: must be true or false, not \"no\"");
  }

  @Test
  void the_environment_tells_the_secrets_that_a_file_leaves_out() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("my.yaml"),
            """
            alerts:
              mail: {host: mail.example, user: farm, from: farm@example.org}
              webhooks:
                phone: {url: "https://example.org/hook", secret: ""}
            """);

    AlertConfig alerts =
        FarmConfig.load(
                file,
                Map.of(
                    "REELYARD_ALERTS_MAIL_PASSWORD", "geheim",
                    "REELYARD_ALERTS_WEBHOOKS_PHONE_SECRET",
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
            .alerts();

    assertThat(alerts.mail().password()).isEqualTo("geheim");
    assertThat(alerts.webhooks().get("phone").secret()).endsWith("ILPZIo2LaLaSw");
  }

  @Test
  void a_secret_that_is_written_wrongly_is_not_repeated() {
    assertThatThrownBy(() -> load("alerts: {mail: {password: 12345}}"))
        .hasMessageContaining("alerts.mail.password must be text: put it in double quotes")
        .message()
        .doesNotContain("12345");
    assertThatThrownBy(() -> load("alerts: {webhooks: {phone: geheim}}"))
        .hasMessageContaining("alerts.webhooks.phone: must be an object with keys of its own")
        .message()
        .doesNotContain("geheim");
  }

  @Test
  void a_variable_that_is_no_key_is_refused_with_the_nearest_one() {
    assertThatThrownBy(() -> FarmConfig.load(null, Map.of("REELYARD_WEB_PROT", "1")))
        .isInstanceOf(BadConfigException.class)
        .hasMessageContaining("REELYARD_WEB_PROT: unknown; did you mean REELYARD_WEB_PORT?");
  }

  @Test
  void a_variable_that_is_no_number_is_refused() {
    assertThatThrownBy(() -> FarmConfig.load(null, Map.of("REELYARD_WEB_PORT", "http")))
        .isInstanceOf(BadConfigException.class)
        .hasMessage("environment variable REELYARD_WEB_PORT: must be a whole number, not \"http\"");
  }

  @Test
  void a_variable_out_of_range_is_refused() {
    assertThatThrownBy(() -> FarmConfig.load(null, Map.of("REELYARD_WEB_PORT", "65536")))
        .isInstanceOf(BadConfigException.class)
        .hasMessage("environment: web: port must be 0 to 65535, not 65536");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "web: {prot: 1}               | :1:7: web.prot: unknown; did you mean port? known here are",
        "wbe: {port: 1}               | :1:1: wbe: unknown; did you mean web?",
        "a: 1                         | :1:1: a: unknown; known here are farm, manager, managerCertificate",
        "worker: {lanes: {fetsh: 1}}  | worker.lanes.fetsh: unknown; did you mean fetch?",
        "~farm: a\nfarm: b~           | :2:1: farm stands here twice",
        "web: {port: 1, port: 2}      | web.port stands here twice",
        "{\"web\": 1, \"web\": 2}     | web must be a section with keys of its own (host, port,",
        "custom: {a: {b: 1, b: 2}}    | custom.a.b stands here twice",
        "alerts: {onFailure: 1}       | :1:21: alerts.onFailure must be true or false, not 1",
        "web: {port: abc}             | :1:13: web.port must be a whole number, not \"abc\"",
        "web: {port: \"8080\"}        | web.port must be a whole number, not \"8080\"",
        "web: {port: 80.5}            | web.port must be a whole number, not 80.5",
        "web: {port: 99999999999}     | web.port must be a whole number, not 99999999999",
        "web: {port: true}            | web.port must be a whole number, not true",
        "web: {port: }                | web.port has no value",
        "web: {port: [1]}             | web.port must be a whole number, not a list",
        "web: 8080                    | web must be a section with keys of its own (host, port,",
        "custom: 1                    | custom must be a section with keys of its own",
        "farm: 2011                   | farm must be text, not 2011: put it in double quotes",
        "farm: {a: 1}                 | farm must be text, not a section",
        "staging: {roots: /films}     | staging.roots must be a list",
        "staging: {roots: [1]}        | staging.roots[0] must be text, not 1",
        "staging: {roots: [films]}    | staging: roots must be absolute folders, not films",
        "staging: {limits: {connections: 0}} | staging.limits: connections must be 1 to 10000, not 0",
        "staging: {limits: 5}         | staging.limits must be",
        "staging: {externalAddress: 'a b'} | staging: externalAddress must be",
        "staging: {bandwidth: {totalMegabytesPerSecond: -1}} | staging.bandwidth: totalMegabytesPerSecond",
        "staging: {bandwidth: {totalMegabytesPerSecond: much}} | must be a number",
        "staging: {bandwidth: {hours: {'8': {}}}} | hours must be such as",
        "web: {port: 70000}           | my.yaml: web: port must be 0 to 65535, not 70000",
        "web: {host: 0.0.0.0, tls: {mode: never}} | web: host 0.0.0.0 without TLS",
        "farm: \"\"                   | farm must be letters",
        "manager: attic               | manager must be an address such as",
        "scheduler: {leaseSeconds: 1} | scheduler: leaseSeconds must be 6 to 3600",
        "cluster: {members: [\"a b\"]}| cluster: members must be host, host:port",
        "cluster: {members: [attic]}  | cluster: host 127.0.0.1 cannot reach the member attic",
        "~web:\n  port: 1\n host: a~  | my.yaml:3:",
        "~farm: [a~                   | my.yaml:1:",
        "~{\"farm\": ~                | my.yaml:1:",
        "~farm: a\n---\nfarm: b~      | only one document may stand here",
        "just words                   | must be keys and values",
        "# nothing                    | holds no key at all",
        "~~                           | holds no key at all",
      })
  void a_bad_file_is_refused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), text);

    assertThatThrownBy(() -> FarmConfig.load(file, Map.of()))
        .isInstanceOf(BadConfigException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_missing_file_is_refused() {
    Path file = folder.resolve("none.yaml");

    assertThatThrownBy(() -> FarmConfig.load(file, Map.of()))
        .isInstanceOf(BadConfigException.class)
        .hasMessage(file + ": there is no such configuration file");
  }

  @Test
  void a_folder_is_refused() {
    assertThatThrownBy(() -> FarmConfig.load(folder, Map.of()))
        .isInstanceOf(BadConfigException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void a_file_that_is_not_text_is_refused() throws IOException {
    Path file = Files.write(folder.resolve("my.yaml"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> FarmConfig.load(file, Map.of()))
        .isInstanceOf(BadConfigException.class)
        .hasMessage(file + ": is not UTF-8 text");
  }

  private FarmConfig load(String text) throws IOException, BadConfigException {
    return FarmConfig.load(Files.writeString(folder.resolve("my.yaml"), text), Map.of());
  }
}
