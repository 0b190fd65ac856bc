package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ftpserver.impl.DefaultFtpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.ftp.LogLines;
import reelyard.ftp.Refusals;
import reelyard.message.AttemptId;
import reelyard.message.ServedFiles;

/** Whoever asks for too much gets less, and others what they need. */
class FloodsTest {

  private static final String ELSEWHERE = "127.0.0.2";

  @TempDir Path temporary;

  private final LogLines log = new LogLines(Refusals.class.getName());
  private final List<RawFtp> open = new ArrayList<>();
  private StagingHouse house;
  private AttemptId attempt;
  private ServedFiles served;
  private int port;

  @BeforeEach
  void open() throws IOException {
    house =
        new StagingHouse(
            temporary,
            new JsonObject()
                .put("passivePorts", "0")
                .put(
                    "limits",
                    new JsonObject()
                        .put("connections", 12)
                        .put("connectionsPerAccount", 3)
                        .put("connectionsPerWorker", 5)
                        .put("waitingPerAddress", 4)
                        .put("loginSeconds", 2)
                        .put("loginsPerSecond", 20)
                        .put("commandsPerSecond", 400)
                        .put("dataIdleSeconds", 2)
                        .put("portSeconds", 0)));
    attempt = house.attempt("job");
    served = house.serve(attempt);
    port = StagingHouse.port(served.url());
  }

  @AfterEach
  void close() throws IOException {
    for (RawFtp ftp : open) {
      ftp.close();
    }
    house.close();
    log.close();
  }

  @Test
  void ten_thousand_logins_hurt_nobody() throws Exception {
    long heapBefore = usedHeap();
    int threadsBefore = Thread.activeCount();
    int most = 0;
    AtomicInteger refused = new AtomicInteger();
    List<CompletableFuture<Void>> flood = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      flood.add(CompletableFuture.runAsync(() -> flood(5_000, refused)));
    }
    int served = 0;
    do {
      try (RawFtp ftp = RawFtp.loggedIn(this.served)) {
        assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
        served++;
      }
      most = Math.max(most, Thread.activeCount());
    } while (!flood.stream().allMatch(CompletableFuture::isDone));
    CompletableFuture.allOf(flood.toArray(CompletableFuture[]::new)).get();

    assertThat(served).isPositive();
    assertThat(refused).hasValueGreaterThan(9_000);
    assertThat(most).isLessThan(threadsBefore + 30);
    // One kilobyte kept of each would be ten megabytes.
    assertThat(usedHeap() - heapBefore).isLessThan(8 << 20);
    assertThat(log.lines()).hasSizeBetween(1, 30);
    assertThat(log.lines()).noneMatch(line -> line.contains("hunter2"));
  }

  /** Bytes that are really in use; the least of some looks, for others use some meanwhile. */
  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** Connects, says what it has to say without waiting, and reads whatever comes. */
  private void flood(int times, AtomicInteger refused) {
    Deque<Socket> sockets = new ArrayDeque<>();
    for (int i = 0; i < times; i++) {
      try {
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(ELSEWHERE), 0);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("USER x\r\nPASS hunter2\r\n".getBytes(UTF_8));
        sockets.add(socket);
        if (sockets.size() > 8) {
          finish(sockets.poll(), refused);
        }
      } catch (IOException e) {
        refused.incrementAndGet();
      }
    }
    sockets.forEach(socket -> finish(socket, refused));
  }

  private static void finish(Socket socket, AtomicInteger refused) {
    try (socket) {
      byte[] start = socket.getInputStream().readNBytes(3);
      if (new String(start, UTF_8).startsWith("421")) {
        refused.incrementAndGet();
      }
    } catch (IOException e) {
      refused.incrementAndGet();
    }
  }

  @Test
  void an_account_a_worker_and_all_together_have_so_many_connections() throws IOException {
    for (int i = 0; i < 3; i++) {
      open.add(RawFtp.loggedIn(served));
    }
    assertThat(login(served)).startsWith("421").contains("3 connections of this account");

    ServedFiles others =
        house.serve(
            house.attempt(
                "other", 1, house.film("b.mkv", "b"), house.folder.resolve("b.mp4"), false));
    open.add(RawFtp.loggedIn(others));
    open.add(RawFtp.loggedIn(others));
    assertThat(login(others)).startsWith("421").contains("5 connections of this worker");

    assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains(served.password()));

    open.get(0).close();
    open.add(eventuallyLoggedIn(others));
  }

  @Test
  void who_does_not_log_in_makes_room_for_others() throws IOException {
    for (int i = 0; i < 4; i++) {
      open.add(new RawFtp(port, ELSEWHERE));
      assertThat(open.get(i).greeting()).startsWith("220");
    }
    assertThat(new RawFtp(port, ELSEWHERE).greeting()).startsWith("421");
    open.get(0).write("NO");
    LogLines broken = new LogLines(DefaultFtpHandler.class.getName());

    open.add(RawFtp.loggedIn(served));
    for (RawFtp ftp : open.subList(0, 4)) {
      assertThat(ftp.reply()).startsWith("421 No login within 2 seconds");
      assertThat(ftp.reply()).isNull();
    }
    broken.close();
    assertThat(broken.lines()).isEmpty();
    assertThat(open.get(4).send("NOOP")).startsWith("200");
    open.add(new RawFtp(port, ELSEWHERE));
    assertThat(open.get(5).greeting()).startsWith("220");
  }

  @Test
  void all_addresses_together_have_so_many_connections() throws IOException {
    for (int i = 0; i < 12; i++) {
      open.add(new RawFtp(port, "127.0.1." + (1 + i / 4)));
      assertThat(open.get(i).greeting()).startsWith("220");
    }
    try (RawFtp tooMany = new RawFtp(port, "127.0.1.9")) {
      assertThat(tooMany.greeting()).startsWith("421");
      assertThat(tooMany.hangsUp()).isTrue();
    }

    open.get(0).send("QUIT");
    assertThat(open.get(0).hangsUp()).isTrue();
    assertThat(eventuallyGreeted("127.0.1.9")).startsWith("220");
  }

  private String eventuallyGreeted(String from) throws IOException {
    String greeting;
    do {
      RawFtp ftp = new RawFtp(port, from);
      open.add(ftp);
      greeting = ftp.greeting();
    } while (greeting.startsWith("421"));
    return greeting;
  }

  @Test
  void a_hundred_thousand_commands_at_once_end_the_connection_and_no_other() throws IOException {
    RawFtp patient = RawFtp.loggedIn(served);
    open.add(patient);
    RawFtp hasty = RawFtp.loggedIn(served);
    open.add(hasty);
    // Its replies are not read, so the writing must not wait for that.
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                hasty.write("NOOP\r\n".repeat(100_000));
              } catch (IOException e) {
                // Hung up on.
              }
            });
    String last = null;
    String reply = hasty.reply();
    while (reply != null) {
      last = reply;
      reply = hasty.reply();
    }

    writing.join();
    assertThat(last).matches("(421 Too many|200 ).*");
    assertThat(patient.send("NOOP")).startsWith("200");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void a_command_of_a_megabyte_ends_the_connection() throws IOException {
    RawFtp ended = RawFtp.loggedIn(served);
    open.add(ended);
    ended.writeQuietly("CWD " + "x".repeat(1 << 20) + "\r\n");
    assertThat(ended.hangsUp()).isTrue();
    RawFtp endless = RawFtp.loggedIn(served);
    open.add(endless);
    endless.writeQuietly("x".repeat(1 << 20));
    assertThat(endless.hangsUp()).isTrue();

    open.add(RawFtp.loggedIn(served));
    assertThat(open.get(2).send("NOOP")).startsWith("200");
    assertThat(log.lines()).hasSize(2);
  }

  private static String login(ServedFiles account) throws IOException {
    try (RawFtp ftp = new RawFtp(StagingHouse.port(account.url()))) {
      ftp.send("USER " + account.user());
      return ftp.send("PASS " + account.password());
    }
  }

  /** The server hears of a closed connection when it hears of it. */
  private RawFtp eventuallyLoggedIn(ServedFiles account) {
    while (true) {
      try {
        return RawFtp.loggedIn(account);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("421");
      }
    }
  }
}
