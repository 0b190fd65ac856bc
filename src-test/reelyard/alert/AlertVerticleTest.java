package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.FreePort;
import reelyard.bus.Json;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.JobAlerts;

final class AlertVerticleTest {

  private static final Duration SHORT = Duration.ofMillis(1500);

  @TempDir Path folder;

  private Vertx vertx;
  private SmtpStandIn smtp;
  private HookStandIn phone;
  private KeptAlerts kept;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    smtp = new SmtpStandIn(vertx);
    phone = new HookStandIn(vertx);
    kept = new KeptAlerts(vertx);
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void tells_by_mail_and_webhook_what_was_kept_and_what_is_raised() throws Exception {
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(mail("ann@example.org"), hooks(phone.listen(0))));

    SmtpStandIn.Mail mail = next(smtp.mails);
    assertThat(mail.from()).isEqualTo("farm@example.org");
    assertThat(mail.to()).containsExactly("ann@example.org");
    assertThat(mail.header("subject")).isEqualTo("[farm-x] film 1 failed");
    assertThat(mail.header("to")).isEqualTo("ann@example.org");
    assertThat(mail.header("auto-submitted")).isEqualTo("auto-generated");
    assertThat(mail.body()).startsWith("The whole story of film 1 failed.", "", "endedCount: 1");
    assertThat(next(phone.calls).alertId()).isEqualTo(1);
    assertThat(next(kept.told)).isEqualTo(1);

    kept.raise(Alerts.of(2, AlertKind.LOW_SPACE, "attic is full", null));
    assertThat(next(smtp.mails).header("subject")).isEqualTo("[farm-x] attic is full");
    assertThat(next(phone.calls).json().getString("type")).isEqualTo("space.low");
    assertThat(next(kept.told)).isEqualTo(2);
  }

  @Test
  void signs_what_it_sends() throws Exception {
    kept.raise(Alerts.of(1, AlertKind.JOB_FAILED, "Häßlich 🎬", null));
    kept.open();
    deploy(config(noMail(), hooks(phone.listen(0))));

    HookStandIn.Call call = next(phone.calls);
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII);
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (String part : List.of(call.id(), ".", call.timestamp(), ".", call.body())) {
      mac.update(part.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(call.signature())
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal()));
    assertThat(Long.parseLong(call.timestamp()))
        .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
    assertThat(call.json().getString("id")).isEqualTo(call.id());
    assertThat(call.json().getJsonObject("data").getString("subject")).isEqualTo("Häßlich 🎬");
  }

  @Test
  void names_of_films_cannot_write_mails_of_their_own() throws Exception {
    String name = "🎬 a\r\n.\r\nMAIL FROM:<spam@example.org>\r\nBcc: spam@example.org\r\n\r\nbuy";
    kept.raise(
        new Alert(
            1,
            AlertKind.JOB_FAILED,
            System.currentTimeMillis(),
            name,
            "Job " + name,
            Map.of("name", name),
            new JobAlerts(
                true, true, List.of("x@y>\r\nRCPT TO:<spam@example.org"), List.of("no such"))));
    kept.open();
    deploy(config(mail("ann@example.org"), Map.of()));

    SmtpStandIn.Mail mail = next(smtp.mails);
    assertThat(mail.to()).containsExactly("ann@example.org");
    assertThat(mail.header("subject"))
        .isEqualTo("[farm-x] 🎬 a  .  MAIL FROM:<spam@example.org>  Bcc: spam@example.org    buy");
    assertThat(mail.headerNames()).doesNotContain("Bcc");
    assertThat(next(kept.told)).isEqualTo(1);
    assertThat(smtp.commands).noneMatch(command -> command.contains("spam"));
  }

  @Test
  void a_receiver_that_was_down_gets_all_when_it_is_up_again() throws Exception {
    int smtpPort = FreePort.take();
    int hookPort = FreePort.take();
    for (int id = 1; id <= 3; id++) {
      kept.raise(Alerts.failed(id));
    }
    kept.open();
    deploy(config(Alerts.mail(smtpPort, List.of("ann@example.org")), hooks(hookPort)));
    assertThat(next(kept.asked)).isNotNull();
    assertThat(kept.told.poll(1, TimeUnit.SECONDS)).isNull();

    smtp.listen(smtpPort);
    phone.listen(hookPort);

    assertThat(next(kept.told, 3)).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(phone.calls).extracting(HookStandIn.Call::alertId).contains(1L, 2L, 3L);
    assertThat(smtp.mails).isNotEmpty();
    assertThat(kept.pending()).isZero();
  }

  @Test
  void repeats_with_the_same_id_while_the_receiver_is_ill() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    phone.answer =
        request -> request.response().setStatusCode(tries.incrementAndGet() < 3 ? 503 : 204).end();
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(noMail(), hooks(phone.listen(0))));

    assertThat(next(kept.told)).isEqualTo(1);
    assertThat(phone.calls).hasSize(3);
    assertThat(Set.copyOf(phone.calls.stream().map(HookStandIn.Call::id).toList())).hasSize(1);
  }

  @Test
  void a_receiver_that_never_answers_holds_up_no_other() throws Exception {
    smtp.silent = true;
    HookStandIn desk = new HookStandIn(vertx);
    phone.answer = request -> {};
    kept.open();
    deploy(
        config(
            mail("ann@example.org"),
            Map.of("phone", hook(phone.listen(0)), "desk", hook(desk.listen(0)))));
    for (int id = 1; id <= 500; id++) {
      kept.raise(Alerts.failed(id), id % 100 == 0);
    }

    Set<Long> heard = new HashSet<>();
    while (heard.size() < 500) {
      heard.add(next(desk.calls).alertId());
    }
    assertThat(kept.told).isEmpty();

    phone.answer = request -> request.response().end();
    smtp.silent = false;
    Set<Long> told = new HashSet<>();
    while (told.size() < 500) {
      told.add(next(kept.told));
    }
    assertThat(kept.asked).allMatch(question -> question.limit() <= Delivery.ROOM);
  }

  @Test
  void ignores_what_a_receiver_has_to_say_however_long() throws Exception {
    Set<String> open = ConcurrentHashMap.newKeySet();
    phone.answer =
        request -> {
          open.add(request.remoteAddress().toString());
          request
              .connection()
              .closeHandler(gone -> open.remove(request.remoteAddress().toString()));
          request.response().setChunked(true).write("x".repeat(100_000));
        };
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(noMail(), hooks(phone.listen(0))));

    assertThat(next(kept.told)).isEqualTo(1);
    kept.raise(Alerts.failed(2));
    assertThat(next(kept.told)).isEqualTo(2);
    assertThat(open.size()).isLessThanOrEqualTo(1);
  }

  @Test
  void follows_no_redirect_and_gives_up_what_is_refused() throws Exception {
    phone.answer =
        request ->
            request
                .response()
                .setStatusCode(request.path().equals("/hook") ? 303 : 200)
                .putHeader("Location", "/elsewhere")
                .end();
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(noMail(), hooks(phone.listen(0))));

    assertThat(next(kept.told)).isEqualTo(1);
    assertThat(phone.calls).extracting(HookStandIn.Call::path).containsExactly("/hook");
  }

  @Test
  void trusts_no_certificate_that_anyone_could_have_made() throws Exception {
    Path keys = folder.resolve("self.p12");
    Process keytool = new ProcessBuilder(keytoolCommand(keys)).inheritIO().start();
    assertThat(keytool.waitFor()).isZero();
    HookStandIn forged =
        new HookStandIn(
            vertx,
            new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                    new PfxOptions().setPath(keys.toString()).setPassword("secret")));
    int port = forged.listen(0);
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(
        config(noMail(), Map.of("phone", Alerts.webhook("https://127.0.0.1:" + port + "/hook"))));

    assertThat(kept.told.poll(3, TimeUnit.SECONDS)).isNull();
    assertThat(forged.calls).isEmpty();
  }

  private static List<String> keytoolCommand(Path keys) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "san=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-storepass",
        "secret",
        "-keystore",
        keys.toString());
  }

  @Test
  void an_address_that_nobody_has_is_given_up_and_the_others_get_their_mail() throws Exception {
    smtp.refused = "gone@example.org";
    kept.raise(
        Alerts.failed(
            1,
            new JobAlerts(true, false, List.of("gone@example.org", "eve@example.org"), List.of())));
    kept.open();
    deploy(config(mail("ann@example.org"), Map.of()));

    assertThat(next(kept.told)).isEqualTo(1);
    assertThat(smtp.mails)
        .extracting(mail -> mail.to().get(0))
        .containsExactly("ann@example.org", "eve@example.org");
  }

  @Test
  void an_address_that_is_refused_for_the_moment_is_tried_again() throws Exception {
    smtp.refused = "ann@example.org";
    smtp.refusal = "451 4.7.1 greylisted";
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(mail("ann@example.org"), Map.of()));
    assertThat(kept.told.poll(1, TimeUnit.SECONDS)).isNull();

    smtp.refused = "";

    assertThat(next(kept.told)).isEqualTo(1);
    assertThat(smtp.mails).hasSize(1);
  }

  @Test
  void thousands_of_alerts_for_one_address_become_few_mails() throws Exception {
    for (int id = 1; id <= 2000; id++) {
      kept.raise(Alerts.failed(id), false);
    }
    kept.open();
    deploy(config(mail("ann@example.org"), Map.of()));

    List<Long> told = new ArrayList<>();
    while (told.size() < 2000) {
      told.add(next(kept.told));
    }
    assertThat(smtp.mails).hasSizeLessThanOrEqualTo(21);
    assertThat(smtp.mails.peek().header("subject")).contains(" alerts: ");
    assertThat(told).doesNotHaveDuplicates();
  }

  @Test
  void waits_for_a_scheduler_and_asks_again() throws Exception {
    deploy(config(mail("ann@example.org"), Map.of()));
    kept.raise(Alerts.failed(1), false);
    kept.open();

    assertThat(next(kept.told)).isEqualTo(1);
  }

  @Test
  void stands_by_while_another_process_tells_and_takes_over() throws Exception {
    kept.obey("another");
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(mail("ann@example.org"), Map.of()));
    String asker = next(kept.asked).asker();
    assertThat(smtp.mails).isEmpty();

    kept.obey(asker);
    kept.raise(Alerts.failed(2));

    assertThat(next(kept.told, 2)).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void begins_anew_when_it_takes_over_again() throws Exception {
    smtp.silent = true;
    kept.open();
    deploy(config(mail("ann@example.org"), hooks(phone.listen(0))));
    kept.raise(Alerts.failed(1));
    assertThat(next(phone.calls).alertId()).isEqualTo(1);
    String asker = next(kept.asked).asker();

    kept.obey("another");
    kept.asked.clear();
    kept.raise(Alerts.failed(2));
    next(kept.asked);
    next(kept.asked);
    kept.obey(asker);
    kept.raise(Alerts.failed(3));

    assertThat(next(phone.calls, 3))
        .extracting(HookStandIn.Call::alertId)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_slow_receiver_gets_everything_in_its_own_time() throws Exception {
    phone.answer = request -> vertx.setTimer(300, id -> request.response().end());
    kept.open();
    deploy(config(noMail(), hooks(phone.listen(0))));
    for (int id = 1; id <= 5; id++) {
      kept.raise(Alerts.failed(id));
    }

    for (long id = 1; id <= 5; id++) {
      assertThat(next(kept.told)).isEqualTo(id);
    }
  }

  @Test
  void sends_nothing_in_the_clear_when_it_should_be_encrypted() throws Exception {
    MailSettings encrypted =
        new MailSettings(
            "127.0.0.1",
            smtp.listen(0),
            "starttls",
            "",
            "",
            "farm@example.org",
            List.of("ann@example.org"));
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(encrypted, Map.of()));

    assertThat(next(smtp.commands)).startsWith("EHLO");
    assertThat(kept.told.poll(1, TimeUnit.SECONDS)).isNull();
    assertThat(smtp.commands).noneMatch(command -> command.matches("(AUTH|MAIL|DATA).*"));
  }

  @Test
  void without_any_receiver_alerts_are_let_go() throws Exception {
    kept.raise(Alerts.failed(1));
    kept.open();
    deploy(config(noMail(), Map.of()));

    assertThat(next(kept.told)).isEqualTo(1);
  }

  @Test
  void a_missing_secret_stops_the_start() {
    AlertConfig config =
        config(noMail(), Map.of("phone", new WebhookConfig("http://127.0.0.1:1/", "")));

    assertThatThrownBy(() -> deploy(config))
        .hasMessageContaining("alerts.webhooks.phone.secret is missing");
  }

  @Test
  void stops_at_once_in_the_middle_of_telling() throws Exception {
    smtp.silent = true;
    phone.answer = request -> {};
    kept.raise(Alerts.failed(1));
    kept.open();
    String id = deploy(config(mail("ann@example.org"), hooks(phone.listen(0))));
    next(phone.calls);

    long begun = System.nanoTime();
    await(vertx.undeploy(id));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
    assertThat(kept.told).isEmpty();
  }

  private String deploy(AlertConfig config) throws Exception {
    JsonObject all = new JsonObject().put("farm", "farm-x").put("alerts", Json.encode(config));
    return await(
        vertx.deployVerticle(new AlertVerticle(SHORT), new DeploymentOptions().setConfig(all)));
  }

  private MailSettings mail(String to) throws Exception {
    return Alerts.mail(smtp.listen(0), List.of(to));
  }

  private static MailSettings noMail() {
    return new MailSettings("", 587, "starttls", "", "", "", List.of());
  }

  private static WebhookConfig hook(int port) {
    return Alerts.webhook("http://127.0.0.1:" + port + "/hook");
  }

  private static Map<String, WebhookConfig> hooks(int port) {
    return Map.of("phone", hook(port));
  }

  private static AlertConfig config(MailSettings mail, Map<String, WebhookConfig> webhooks) {
    return new AlertConfig(true, false, 0, true, true, new SummaryConfig(0), mail, webhooks);
  }

  private static <T> T next(BlockingQueue<T> queue) throws Exception {
    T next = queue.poll(60, TimeUnit.SECONDS);
    assertThat(next).as("something within 20 s").isNotNull();
    return next;
  }

  private static <T> List<T> next(BlockingQueue<T> queue, int count) throws Exception {
    List<T> list = new ArrayList<>();
    while (list.size() < count) {
      list.add(next(queue));
    }
    return list;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
