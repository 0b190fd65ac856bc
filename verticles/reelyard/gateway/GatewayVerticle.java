package reelyard.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.bridge.BridgeOptions;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.eventbus.bridge.tcp.TcpEventBusBridge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.address.Permits;
import reelyard.address.Permits.Permit;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.login.Gate;
import reelyard.login.Pass;
import reelyard.login.Sessions;
import reelyard.login.TokenFile;
import reelyard.login.UserFile;
import reelyard.login.UsersConfig;
import reelyard.message.GatewayAddress;
import reelyard.message.GetGatewayAddress;
import reelyard.model.UserFolders;
import reelyard.tls.Identity;

/**
 * The bus for programs of other languages: the Vert.x TCP event bus bridge, behind a guard that
 * knows who speaks, how much at once, and who does not read. The bridge itself listens on a Unix
 * socket that only this process' user reaches.
 */
public final class GatewayVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(GatewayVerticle.class);

  /** Bytes that a program may leave unread before it is cut off. */
  private static final long MOST_UNREAD = 8 << 20;

  private static final long LOGIN_MILLIS = 15_000;
  private static final long CHECK_MILLIS = 2_000;

  private final Set<Line> lines = new HashSet<>();
  private GatewayConfig config;
  private Gate gate;
  private Identity identity;
  private Path folder;
  private TcpEventBusBridge bridge;
  private NetClient inside;
  private NetServer server;

  @Override
  public Future<?> start() {
    config = Json.decodeStrictly(config().getJsonObject("gateway"), GatewayConfig.class);
    return vertx
        .executeBlocking(this::open, false)
        .compose(opened -> bridge.listen(SocketAddress.domainSocketAddress(socket())))
        .compose(listening -> listen())
        // A verticle that did not start is not stopped by others.
        .recover(e -> stop().transform(stopped -> Future.failedFuture(e)));
  }

  private Void open() throws Exception {
    String farm = config().getString("farm");
    folder = Files.createTempDirectory("reelyard-gateway-");
    identity =
        config
            .tls()
            .identity(
                "gateway",
                config.host(),
                "",
                UserFolders.ofThisUser().state().resolve("reelyard/gateway").resolve(farm + "-tls"),
                Instant.now());
    if (config.asksForToken()) {
      UsersConfig users = Json.decodeStrictly(config().getJsonObject("users"), UsersConfig.class);
      gate =
          new Gate(
              new UserFile(users.path(farm)),
              new TokenFile(users.tokens(farm)),
              new Sessions(1, 1),
              System::currentTimeMillis,
              GatewayVerticle::steadyMillis);
    }
    bridge = TcpEventBusBridge.create(vertx, permitted());
    inside = vertx.createNetClient();
    return null;
  }

  private static BridgeOptions permitted() {
    BridgeOptions options = new BridgeOptions();
    for (Permit permit : Permits.ALL) {
      PermittedOptions address = new PermittedOptions().setAddressRegex(permit.address().pattern());
      switch (permit.way()) {
        case SEND -> options.addInboundPermitted(address);
        case HEAR -> options.addOutboundPermitted(address);
      }
    }
    return options;
  }

  private Future<Void> listen() {
    NetServerOptions options = new NetServerOptions().setTcpKeepAlive(true);
    if (identity != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(KeyCertOptions.wrap(identity.keyManager()))
          .setEnabledSecureTransportProtocols(Set.of(Identity.protocols()));
      List.of(Identity.ciphers()).forEach(options::addEnabledCipherSuite);
    }
    server = vertx.createNetServer(options).connectHandler(this::opened);
    vertx.setPeriodic(CHECK_MILLIS, timer -> check());
    return server
        .listen(config.port(), config.host())
        .recover(e -> Future.failedFuture(new IllegalStateException(config.cannotListen(e), e)))
        .compose(this::announce);
  }

  private Future<Void> announce(NetServer listening) {
    String scheme = identity == null ? "tcp" : "tls";
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    String url = "%s://%s:%d".formatted(scheme, host, listening.actualPort());
    log.info(
        "programs reach the bus at {}{}",
        url,
        identity == null ? "" : "; the SHA-256 of its certificate is " + identity.fingerprint());
    GatewayAddress address =
        new GatewayAddress(url, identity == null ? null : identity.fingerprint());
    return new Bus(vertx)
        .answer(Addresses.GATEWAY_ADDRESS, (GetGatewayAddress q) -> Future.succeededFuture(address))
        .completion();
  }

  private void opened(NetSocket outside) {
    if (lines.size() >= config.connections()) {
      log.warn(
          "{} is turned away: the gateway has its {} connections (gateway.connections)",
          outside.remoteAddress(),
          config.connections());
      outside.close();
      return;
    }
    outside.pause();
    inside
        .connect(SocketAddress.domainSocketAddress(socket()))
        .onSuccess(within -> lines.add(new Line(outside, within)))
        .onFailure(
            e -> {
              log.error("the bridge within does not answer, so programs cannot come in", e);
              outside.close();
            });
  }

  /** Cuts those off whose token ended, and those who never showed one. */
  private void check() {
    for (Line line : List.copyOf(lines)) {
      if (line.isLate()) {
        line.cut("it did not log in within " + LOGIN_MILLIS / 1000 + " s");
      }
    }
    Set<Pass> passes =
        lines.stream()
            .map(line -> line.conversation.pass())
            .filter(pass -> pass != null)
            .collect(Collectors.toSet());
    if (gate != null && !passes.isEmpty()) {
      vertx
          .executeBlocking(() -> gate.ended(passes), false)
          .onSuccess(
              ended ->
                  List.copyOf(lines).stream()
                      .filter(line -> ended.contains(line.conversation.pass()))
                      .forEach(line -> line.cut("its token ended")))
          .onFailure(e -> log.error("tokens cannot be looked at: {}", e.getMessage()));
    }
  }

  @Override
  public Future<?> stop() {
    return close(server == null ? null : server.close())
        .compose(closed -> close(bridge == null ? null : bridge.close()))
        .compose(closed -> close(inside == null ? null : inside.close()))
        .compose(closed -> vertx.executeBlocking(this::tidy));
  }

  private static Future<Void> close(Future<?> closing) {
    return closing == null
        ? Future.succeededFuture()
        : closing.transform(closed -> Future.succeededFuture());
  }

  private Void tidy() throws Exception {
    if (folder != null) {
      Files.deleteIfExists(Path.of(socket()));
      Files.deleteIfExists(folder);
    }
    return null;
  }

  private String socket() {
    return folder.resolve("bus").toString();
  }

  private static long steadyMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** One program's connection, and the bridge's at the other end of it. */
  private final class Line {

    private final NetSocket outside;
    private final NetSocket within;
    private final Frames frames = new Frames();
    private final Conversation conversation = new Conversation(gate == null ? Pass.LOCAL : null);
    private final Deque<String> waiting = new ArrayDeque<>();
    private final long begunMillis = steadyMillis();
    private long unread;
    private boolean asking;
    private boolean over;

    Line(NetSocket outside, NetSocket within) {
      this.outside = outside;
      this.within = within;
      within.handler(this::toldByBus).closeHandler(closed -> end());
      within.exceptionHandler(e -> log.debug("within", e));
      outside.exceptionHandler(e -> log.debug("{}", outside.remoteAddress(), e));
      outside.handler(this::heard).closeHandler(closed -> end()).resume();
    }

    boolean isLate() {
      return conversation.pass() == null && steadyMillis() - begunMillis > LOGIN_MILLIS;
    }

    private void heard(Buffer bytes) {
      try {
        waiting.addAll(frames.take(bytes.getBytes(), conversation.mostBytes()));
      } catch (IllegalArgumentException e) {
        hangUp(Conversation.error(400, e.getMessage(), null));
        return;
      }
      goOn();
    }

    private void goOn() {
      while (!asking && !over && !waiting.isEmpty()) {
        follow(conversation.take(waiting.peek()));
      }
      if (!over && !asking) {
        outside.resume();
      }
    }

    private void follow(Step step) {
      if (step instanceof Step.LogIn login) {
        asking = true;
        outside.pause();
        vertx
            .executeBlocking(() -> gate.ofToken(login.token()), false)
            .onComplete(
                found -> {
                  asking = false;
                  admit(found.succeeded() ? found.result() : Optional.empty());
                  if (found.failed()) {
                    log.error("nobody can log in at the gateway: {}", found.cause().getMessage());
                  }
                });
        return;
      }
      waiting.poll();
      if (step instanceof Step.Forward forward) {
        send(within, forward.frame());
        if (within.writeQueueFull()) {
          asking = true;
          outside.pause();
          within.drainHandler(
              drained -> {
                asking = false;
                goOn();
              });
        }
      } else if (step instanceof Step.Tell tell) {
        tell(frame(tell.frame()));
      } else if (step instanceof Step.HangUp last) {
        hangUp(last.frame());
      }
    }

    private void admit(Optional<Pass> pass) {
      if (over) {
        return;
      }
      if (pass.isEmpty()) {
        log.warn("{} showed a token that is none, or ended", outside.remoteAddress());
        hangUp(Conversation.error(401, "not_logged_in: there is no such token, or it ended", null));
        return;
      }
      conversation.admit(pass.get());
      goOn();
    }

    private void toldByBus(Buffer bytes) {
      tell(bytes);
    }

    private void tell(Buffer bytes) {
      if (over) {
        return;
      }
      unread += bytes.length();
      if (unread > MOST_UNREAD) {
        cut("it does not read what it hears");
        return;
      }
      outside.write(bytes).onComplete(written -> unread -= bytes.length());
    }

    private void hangUp(String frame) {
      over = true;
      outside.end(frame(frame));
    }

    void cut(String why) {
      log.warn("the program at {} is cut off: {}", outside.remoteAddress(), why);
      end();
    }

    private void end() {
      over = true;
      lines.remove(this);
      outside.close();
      within.close();
    }
  }

  private static void send(NetSocket socket, String frame) {
    socket.write(frame(frame));
  }

  private static Buffer frame(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer().appendInt(bytes.length).appendBytes(bytes);
  }
}
