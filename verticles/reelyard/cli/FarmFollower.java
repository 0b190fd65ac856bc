package reelyard.cli;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reelyard.address.Addresses;
import reelyard.bus.Json;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetFarm;
import reelyard.message.JobEvent;
import reelyard.message.WorkerEvent;
import reelyard.model.Progress;

/**
 * Keeps a {@link FarmPicture} up to date over a manager's event stream, through lost events, lost
 * connections and restarts of the manager. Everything happens on the one thread it is given.
 */
final class FarmFollower implements AutoCloseable {

  private static final long RECONNECT_MILLIS = 500;
  private static final long TICK_MILLIS = 1000;

  /** The bridge closes a socket that is silent for ten seconds. */
  private static final int TICKS_BETWEEN_PINGS = 5;

  /**
   * A view mends what lost messages broke, and shows a scheduler that is gone. It costs what the
   * farm's jobs cost: of a large farm there is one a minute.
   */
  private static final int TICKS_BETWEEN_VIEWS = 4;

  private static final int MOST_TICKS_BETWEEN_VIEWS = 60;
  private static final int JOBS_OF_A_TICK = 100;

  private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final String VIEWS = "reelyard.cli.view";

  private final ManagerClient client;
  private final ScheduledExecutorService thread;
  private final Runnable changed;
  private final Consumer<CommandFailure> refused;
  private final FarmPicture picture = new FarmPicture();
  private final Set<String> heard = new HashSet<>();
  private Future<?> ticking = CompletableFuture.completedFuture(null);
  private Future<?> connecting = CompletableFuture.completedFuture(null);
  private Stream stream;
  private boolean complete;
  private boolean lost;
  private boolean asking;
  private boolean closed;
  private int ticks;
  private int ticksSinceView;
  private long lastHeardNanos;

  /**
   * Calls on the thread {@code changed} after each change of the picture or the connection, and
   * {@code refused} when the manager will not be followed, however often it is asked.
   */
  FarmFollower(
      ManagerClient client,
      ScheduledExecutorService thread,
      Runnable changed,
      Consumer<CommandFailure> refused) {
    this.client = client;
    this.thread = thread;
    this.changed = changed;
    this.refused = refused;
  }

  void start() {
    thread.execute(this::connect);
    ticking =
        thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What is known; to be read on the thread only. */
  FarmPicture picture() {
    return picture;
  }

  /** Whether the picture is that of the present. */
  boolean current() {
    return complete;
  }

  /** Whether the manager went silent, and has not told how things stand since. */
  boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    thread.execute(
        () -> {
          closed = true;
          ticking.cancel(false);
          connecting.cancel(false);
          drop();
        });
  }

  private void connect() {
    if (closed) {
      return;
    }
    Stream next = new Stream();
    stream = next;
    lastHeardNanos = System.nanoTime();
    connecting =
        client
            .events(next)
            .whenCompleteAsync(
                (socket, failure) -> {
                  if (next != stream) {
                    if (socket != null) {
                      socket.abort();
                    }
                  } else if (failure == null) {
                    next.socket = socket;
                    begin();
                  } else {
                    lost(next);
                    if (failure.getCause() instanceof CommandFailure forGood) {
                      refused.accept(forGood);
                    }
                  }
                },
                thread);
  }

  private void begin() {
    lastHeardNanos = System.nanoTime();
    heard.clear();
    hear(Addresses.JOBS.name());
    hear(Addresses.WORKERS.name());
    hear(Addresses.SUMMARY.name());
    hearRunning();
    askForView();
  }

  private void hear(String address) {
    if (heard.add(address)) {
      stream.send(Map.of("type", "register", "address", address));
    }
  }

  /** Listens to the progress of what runs, and of nothing else. */
  private void hearRunning() {
    Set<String> wanted = new HashSet<>();
    picture.running().forEach(job -> wanted.add(Addresses.progress(job.id()).name()));
    for (String address : Set.copyOf(heard)) {
      if (address.endsWith(".progress") && !wanted.contains(address)) {
        heard.remove(address);
        stream.send(Map.of("type", "unregister", "address", address));
      }
    }
    wanted.forEach(this::hear);
  }

  private void askForView() {
    if (!asking) {
      asking = true;
      ticksSinceView = 0;
      stream.send(
          Map.of(
              "type",
              "send",
              "address",
              Addresses.GET_FARM.name(),
              "replyAddress",
              VIEWS,
              "body",
              new GetFarm(0)));
    }
  }

  private void tick() {
    ticks++;
    if (stream == null || stream.socket == null) {
      return;
    }
    if (System.nanoTime() - lastHeardNanos > SILENCE_NANOS) {
      lost(stream);
      return;
    }
    if (ticks % TICKS_BETWEEN_PINGS == 0) {
      stream.send(Map.of("type", "ping"));
      stream.ping();
    }
    if (++ticksSinceView >= ticksBetweenViews()) {
      asking = false;
      askForView();
    }
  }

  private int ticksBetweenViews() {
    int patience = complete && !asking ? picture.jobs().size() / JOBS_OF_A_TICK : 0;
    return Math.max(TICKS_BETWEEN_VIEWS, Math.min(MOST_TICKS_BETWEEN_VIEWS, patience));
  }

  private void lost(Stream which) {
    if (which == stream && !closed) {
      drop();
      lost = true;
      changed.run();
      connecting = thread.schedule(this::connect, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void drop() {
    if (stream != null && stream.socket != null) {
      stream.socket.abort();
    }
    stream = null;
    complete = false;
    asking = false;
  }

  private void received(Stream from, String text) {
    if (from != stream) {
      return;
    }
    lastHeardNanos = System.nanoTime();
    try {
      Frame frame = Json.read(text, Frame.class);
      if ("rec".equals(frame.type())) {
        take(frame.address(), Json.write(frame.body()));
        changed.run();
      } else if ("err".equals(frame.type())) {
        // The scheduler does not answer (yet); the next tick asks again.
        asking = false;
        complete = false;
        lost = true;
        changed.run();
      }
    } catch (IllegalArgumentException e) {
      // A message of another version tells this watcher nothing; the next view does.
      asking = false;
    }
  }

  private void take(String address, String body) {
    boolean fits = true;
    if (address.equals(VIEWS)) {
      asking = false;
      complete = true;
      lost = false;
      picture.view(Json.read(body, FarmView.class));
    } else if (address.equals(Addresses.JOBS.name())) {
      fits = picture.job(Json.read(body, JobEvent.class));
    } else if (address.equals(Addresses.WORKERS.name())) {
      fits = picture.worker(Json.read(body, WorkerEvent.class));
    } else if (address.equals(Addresses.SUMMARY.name())) {
      picture.summary(Json.read(body, FarmSummary.class));
    } else {
      picture.progress(Json.read(body, Progress.class));
    }
    if (!fits) {
      askForView();
    }
    hearRunning();
  }

  private record Frame(String type, String address, Object body) {}

  /** One connection; what comes from it after it was given up is not looked at. */
  private final class Stream implements WebSocket.Listener {
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private WebSocket socket;

    /** A WebSocket takes one message after the other. */
    private void send(Map<String, Object> message) {
      String text = Json.write(message);
      sent = sent.handle((done, failure) -> null).thenCompose(done -> socket.sendText(text, true));
    }

    /** A peer that is there answers with a pong, even when the farm has no news. */
    private void ping() {
      sent =
          sent.handle((done, failure) -> null)
              .thenCompose(done -> socket.sendPing(ByteBuffer.allocate(0)));
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
      onThread(() -> lastHeardNanos = System.nanoTime());
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      parts.writeBytes(data.toString().getBytes(StandardCharsets.UTF_8));
      return part(webSocket, last);
    }

    /** The bridge may send its JSON either way. */
    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      parts.writeBytes(bytes);
      return part(webSocket, last);
    }

    private CompletionStage<?> part(WebSocket webSocket, boolean last) {
      if (last) {
        String text = parts.toString(StandardCharsets.UTF_8);
        parts.reset();
        onThread(() -> received(this, text));
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
      onThread(() -> lost(this));
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      onThread(() -> lost(this));
    }

    private void onThread(Runnable task) {
      if (!thread.isShutdown()) {
        thread.execute(task);
      }
    }
  }
}
