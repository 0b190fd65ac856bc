package reelyard.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.login.Network;
import reelyard.login.Pass;
import reelyard.login.UsersConfig;
import reelyard.message.GatewayAddress;
import reelyard.message.GetGatewayAddress;
import reelyard.tls.Identity;

/**
 * The bus for programs of other languages: the Vert.x TCP event bus bridge, behind a guard that
 * knows who speaks, how much at once, and who does not read. The bridge itself listens on a Unix
 * socket that only this process' user reaches.
 */
public final class GatewayVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(GatewayVerticle.class);

  private static final long CHECK_MILLIS = 2_000;
  private static final int HANDSHAKE_SECONDS = 15;

  private GatewayConfig config;
  private Entrance entrance;
  private Lines lines;
  private Path folder;
  private String bridge;
  private NetClient inside;
  private NetServer server;

  @Override
  public Future<?> start() {
    config = Json.decodeStrictly(config().getJsonObject("gateway"), GatewayConfig.class);
    return vertx
        .executeBlocking(this::open, false)
        .compose(opened -> vertx.deployVerticle(new BridgeVerticle(socket())))
        .compose(
            deployed -> {
              bridge = deployed;
              return listen();
            })
        // A verticle that did not start is not stopped by others.
        .recover(e -> stop().transform(stopped -> Future.failedFuture(e)));
  }

  private Void open() throws Exception {
    folder = Files.createTempDirectory("reelyard-gateway-");
    JsonObject users = config().getJsonObject("users");
    entrance =
        Entrance.open(
            config().getString("farm"),
            config,
            users == null ? null : Json.decodeStrictly(users, UsersConfig.class));
    lines = new Lines(config.limits(), entrance.gate(), Entrance::steadyMillis);
    inside = vertx.createNetClient();
    return null;
  }

  private Future<Void> listen() {
    NetServerOptions options = new NetServerOptions().setTcpKeepAlive(true);
    if (entrance.encrypts()) {
      options
          .setSsl(true)
          .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
          .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
          .setKeyCertOptions(KeyCertOptions.wrap(entrance.identity().keyManager()))
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
    String url = config.url(entrance.encrypts(), entrance.machine(), listening.actualPort());
    log.info(
        "programs reach the bus at {}{}",
        url,
        entrance.encrypts() ? "; the SHA-256 of its certificate is " + entrance.fingerprint() : "");
    GatewayAddress address = new GatewayAddress(url, entrance.fingerprint());
    return new Bus(vertx)
        .answer(Addresses.GATEWAY_ADDRESS, (GetGatewayAddress q) -> Future.succeededFuture(address))
        .completion();
  }

  private void opened(NetSocket outside) {
    outside.pause();
    outside.exceptionHandler(e -> log.debug("{}", outside.remoteAddress(), e));
    Wires wires = new Wires(outside);
    Optional<Line> place = lines.open(wires, network(outside));
    if (place.isEmpty()) {
      outside.close();
      return;
    }
    Line line = place.get();
    outside.closeHandler(closed -> line.end());
    inside
        .connect(SocketAddress.domainSocketAddress(socket().toString()))
        .onSuccess(within -> wires.connect(within, line))
        .onFailure(
            e -> {
              log.error("the bridge within does not answer, so programs cannot come in", e);
              line.end();
            });
  }

  private static String network(NetSocket outside) {
    String address = outside.remoteAddress().hostAddress();
    try {
      return InetAddress.getByName(address).isLoopbackAddress() ? null : Network.of(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address that somebody comes from is one", e);
    }
  }

  /** Cuts those off whose token ended, and those who never showed one. */
  private void check() {
    lines.check();
    Set<Pass> passes = lines.passes();
    if (entrance.gate() != null && !passes.isEmpty()) {
      vertx
          .executeBlocking(() -> entrance.gate().ended(passes), false)
          .onSuccess(lines::cut)
          .onFailure(e -> lines.complain("tokens cannot be looked at: {}", e.getMessage()));
    }
  }

  @Override
  public Future<?> stop() {
    return close(server == null ? null : server.close())
        .compose(closed -> close(bridge == null ? null : vertx.undeploy(bridge)))
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
      Files.deleteIfExists(socket());
      Files.deleteIfExists(folder);
    }
    return null;
  }

  private Path socket() {
    return folder.resolve("bus");
  }

  /** A program's connection, and the bridge's at the other end of it. */
  private final class Wires implements Ends {

    private final NetSocket outside;
    private final ProgramEnd end;
    private NetSocket within;
    private boolean closed;

    Wires(NetSocket outside) {
      this.outside = outside;
      this.end = new ProgramEnd(((NetSocketInternal) outside).channelHandlerContext());
    }

    void connect(NetSocket bridged, Line line) {
      within = bridged;
      if (closed) {
        within.close();
        return;
      }
      within.exceptionHandler(e -> log.debug("within", e));
      within.handler(bytes -> line.toldByBus(bytes.getBytes())).closeHandler(end -> line.end());
      outside.handler(bytes -> line.heard(bytes.getBytes()));
      outside.resume();
    }

    @Override
    public String whom() {
      return outside.remoteAddress().toString();
    }

    @Override
    public void pause() {
      outside.pause();
    }

    @Override
    public void resume() {
      outside.resume();
    }

    @Override
    public void tell(byte[] bytes, Runnable gone) {
      outside.write(Buffer.buffer(bytes)).onComplete(written -> gone.run());
    }

    @Override
    public boolean forward(byte[] frame, Runnable room) {
      within.write(Buffer.buffer(frame));
      if (within.writeQueueFull()) {
        within.drainHandler(drained -> room.run());
        return false;
      }
      return true;
    }

    @Override
    public void tellLast(byte[] frame) {
      // A connection that closes while something is unread may lose what was said last.
      outside.resume();
      outside.write(Buffer.buffer(frame)).onSuccess(written -> end.sayNoMore());
    }

    @Override
    public void close() {
      closed = true;
      end.close();
    }

    @Override
    public void closeBus() {
      if (within != null) {
        within.close();
      }
    }

    @Override
    public void later(long millis, Runnable action) {
      vertx.setTimer(millis, timer -> action.run());
    }

    @Override
    public <T> void aside(Callable<T> work, BiConsumer<T, Throwable> done) {
      vertx
          .executeBlocking(work, false)
          .onComplete(ended -> done.accept(ended.result(), ended.cause()));
    }
  }
}
