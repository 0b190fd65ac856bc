package reelyard.alert;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.message.Ack;
import reelyard.message.AlertTold;
import reelyard.message.GetAlerts;
import reelyard.message.PendingAlerts;
import reelyard.model.Alert;

/** Tells people and programs of the scheduler's alerts: mails and webhooks, until each is told. */
public final class AlertVerticle extends VerticleBase {

  private static final long REMIND_MILLIS = 5_000;
  private static final long ASK_MILLIS = 60_000;

  /** How long a receiver may be silent; a whole mail may take several times that. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int PATIENCE_PER_MAIL = 6;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int GATHER_ABOVE = 5;
  private static final long CLOSING_MILLIS = 200;

  private final Duration patience;
  private String farm;
  private AlertConfig config;
  private HttpClient http;
  private MailClient mail;
  private Courier courier;

  public AlertVerticle() {
    this(PATIENCE);
  }

  /**
   * @param patience how long a receiver may be silent
   */
  AlertVerticle(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Future<?> start() {
    farm = config().getString("farm");
    config = Json.decodeStrictly(config().getJsonObject("alerts"), AlertConfig.class);
    config.checkSecrets();
    Bus bus = new Bus(vertx);
    http =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(false).setConnectTimeout(CONNECT_MILLIS),
            new PoolOptions().setHttp1MaxSize(8));
    if (config.mail().isOn()) {
      mail = MailClient.create(vertx, mailConfig(config.mail()));
    }
    courier =
        new Courier(
            UUID.randomUUID().toString(),
            new BusScheduler(bus),
            this::after,
            System::currentTimeMillis,
            receivers());
    courier.askAll();
    vertx.setPeriodic(REMIND_MILLIS, id -> courier.remind());
    vertx.setPeriodic(ASK_MILLIS, id -> courier.askAll());
    return bus.hear(Addresses.ALERT, alert -> courier.askAll()).completion();
  }

  /** What is being told may arrive, and be told again by the next process: better than never. */
  @Override
  public Future<?> stop() {
    courier.stop();
    Future<Void> closed = mail == null ? Future.succeededFuture() : mail.close();
    return Future.join(
        closed.timeout(CLOSING_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty(), http.close());
  }

  private Runnable after(long millis, Runnable action) {
    long timer = vertx.setTimer(millis, id -> action.run());
    return () -> vertx.cancelTimer(timer);
  }

  private List<Courier.Receiver> receivers() {
    Audience audience = new Audience(config, new Complaints()::say);
    List<Courier.Receiver> receivers = new ArrayList<>();
    // Stands without a server too: it complains of mails that jobs wish, and holds nothing up.
    receivers.add(
        receiver(
            "the mail server",
            alert -> {
              audience.checkNames(alert);
              return audience.mails(alert);
            },
            new Gathering(config.summary().span(), GATHER_ABOVE),
            this::mail));
    config
        .webhooks()
        .forEach(
            (name, webhook) ->
                receivers.add(
                    receiver(
                        "the webhook " + name,
                        alert -> audience.webhook(name, alert),
                        Gathering.NEVER,
                        parcel -> post(webhook, parcel.get(0)))));
    return receivers;
  }

  private static Courier.Receiver receiver(
      String name,
      Function<Alert, List<Telling>> audience,
      Gathering gathering,
      Function<List<Telling>, Future<Outcome>> tell) {
    return new Courier.Receiver(
        new Delivery(name, audience, gathering, ThreadLocalRandom.current()::nextDouble),
        parcel -> tell.apply(parcel).toCompletionStage());
  }

  // ---- webhooks

  private Future<Outcome> post(WebhookConfig webhook, Telling telling) {
    WebhookMessage message = WebhookMessage.of(telling, farm);
    String body = Json.write(message);
    long seconds = Instant.now().getEpochSecond();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(webhook.url())
            .setFollowRedirects(false)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .putHeader(HttpHeaders.USER_AGENT, "Reelyard")
            .putHeader("webhook-id", message.id())
            .putHeader("webhook-timestamp", Long.toString(seconds))
            .putHeader(
                "webhook-signature",
                WebhookMessage.signature(webhook.key(), message.id(), seconds, body));
    return http.request(options)
        .compose(
            request ->
                request
                    .send(body)
                    .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .map(AlertVerticle::outcome)
                    // Nobody reads what the receiver has to say: the connection goes.
                    .onComplete(answer -> request.reset()));
  }

  private static Outcome outcome(HttpClientResponse response) {
    // Vert.x logs each cut-off answer as an error of its own unless somebody hears of it.
    response.exceptionHandler(cutOff -> {});
    return HttpAnswer.of(
        response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER), Instant.now());
  }

  // ---- mails

  private Future<Outcome> mail(List<Telling> parcel) {
    Letter letter = Letter.of(parcel, farm, config.mail().from());
    MailMessage message =
        new MailMessage()
            .setFrom(config.mail().from())
            .setTo(letter.to())
            .setText(letter.text())
            .addHeader("Subject", letter.subject())
            .addHeader("Message-ID", letter.messageId())
            .addHeader("Auto-Submitted", "auto-generated");
    return mail.sendMail(message)
        .timeout(patience.toMillis() * PATIENCE_PER_MAIL, TimeUnit.MILLISECONDS)
        .<Outcome>map(sent -> new Outcome.Told())
        .otherwise(
            e ->
                isFinal(e)
                    ? new Outcome.Refused(Words.of(e))
                    : new Outcome.Failed(Words.of(e), Duration.ZERO));
  }

  /** A login or sender that is refused can be put right; an unknown address, or a mail, cannot. */
  private static boolean isFinal(Throwable e) {
    return e instanceof SMTPException smtp
        && smtp.isPermanent()
        && (e.getMessage().contains("recipient address not accepted")
            || e.getMessage().contains("sending data failed"));
  }

  private MailConfig mailConfig(MailSettings settings) {
    MailConfig options =
        new MailConfig(settings.host(), settings.port())
            .setKeepAlive(false)
            .setMaxPoolSize(1)
            .setUserAgent("Reelyard")
            .setSsl(settings.security().equals("tls"))
            .setStarttls(
                settings.security().equals("starttls")
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED);
    options
        .setIdleTimeout((int) patience.toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setConnectTimeout(CONNECT_MILLIS);
    return settings.user().isEmpty()
        ? options.setLogin(LoginOption.NONE)
        : options
            .setLogin(LoginOption.REQUIRED)
            .setUsername(settings.user())
            .setPassword(settings.password());
  }

  private record BusScheduler(Bus bus) implements SchedulerPort {

    @Override
    public CompletionStage<PendingAlerts> pending(GetAlerts question) {
      return bus.ask(Addresses.GET_ALERTS, question).toCompletionStage();
    }

    @Override
    public CompletionStage<Ack> told(AlertTold message) {
      return bus.ask(Addresses.ALERT_TOLD, message).toCompletionStage();
    }
  }
}
