package bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reelyard.scheduler.QueueJobs.Mix;

/**
 * So many pages watch so many running jobs: how late do they hear, what does it cost the manager,
 * and does one that never reads harm the others?
 */
final class FacesWatchers {

  private static final int REPORTS_PER_SECOND = 4;

  private final Path folder;
  private final int jobs;
  private final int pages;
  private final int seen;
  private final int seconds;
  private final List<OverheadBench.Row> rows = new ArrayList<>();

  /**
   * @param seen jobs whose progress a page shows at a time
   */
  FacesWatchers(Path folder, int jobs, int pages, int seen, int seconds) {
    this.folder = folder;
    this.jobs = jobs;
    this.pages = pages;
    this.seen = seen;
    this.seconds = seconds;
  }

  List<OverheadBench.Row> measure() throws Exception {
    try (QueueFarm farm = new QueueFarm(folder.resolve("watchers"), "manager")) {
      try (QueueFill fill = new QueueFill(farm.store())) {
        fill.waiting(2 * jobs, Mix.ALIKE);
      }
      farm.start("512m");
      try (QueueWorkers workers = new QueueWorkers(farm, jobs)) {
        workers.claimAll();
        workers.report(1);
        Pause.millis(5_000);
        double alone = share(farm, Math.min(30, seconds));
        add(jobs + " running jobs, nobody watches: manager, of one core", percent(alone), "");
        watch(farm, workers);
      }
    }
    return rows;
  }

  private void watch(QueueFarm farm, QueueWorkers workers) throws Exception {
    Path addresses = folder.resolve("addresses.txt");
    Files.write(addresses, workers.progressAddresses());
    try (Socket deaf = deaf(farm.events(), workers.progressAddresses());
        JavaProcess crowd =
            JavaProcess.talking(
                folder.resolve("crowd.log"),
                System.getProperty("java.class.path"),
                FacesCrowd.class,
                farm.events().toString(),
                addresses.toString(),
                Integer.toString(pages),
                Integer.toString(seen))) {
      Pause.millis(Math.min(10_000, seconds * 300L));
      crowd.ask("begin");
      double before = farm.residentMebibytes();
      double share = share(farm, seconds);
      String[] heard = crowd.ask("end").split(" ", -1);
      add(
          "with %d pages of %d jobs each, for %d s, of one core".formatted(pages, seen, seconds),
          percent(share),
          "");
      add("its resident memory, before and after", memory(before, farm.residentMebibytes()), "");
      add("updates heard a second, all pages", heard[0], "%d".formatted(expected()));
      add("late, from worker to page: median", heard[1] + " ms", "");
      add("the same, 99th percentile", heard[2] + " ms", "≤ 250 ms");
      add("the same, at worst", heard[3] + " ms", "");
      add("a page that never reads", isGone(deaf) ? "was cut off" : "is still there", "cut off");
    }
  }

  private int expected() {
    return pages * seen * REPORTS_PER_SECOND;
  }

  /** A page that says what it wants to hear, and never reads it. */
  private static Socket deaf(URI events, List<String> addresses) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    socket.connect(new InetSocketAddress(events.getHost(), events.getPort()));
    String head =
        """
        GET %s HTTP/1.1\r
        Host: %s:%d\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
        \r
        """
            .formatted(events.getPath(), events.getHost(), events.getPort());
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the bridge does not open a WebSocket: " + answer);
      }
      answer.append((char) next);
    }
    for (String address : addresses) {
      say(socket, "{\"type\":\"register\",\"address\":\"" + address + "\"}");
    }
    return socket;
  }

  /** A text frame as clients send it, with a mask of zeros. */
  private static void say(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + bytes.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | bytes.length);
    System.arraycopy(bytes, 0, frame, 6, bytes.length);
    socket.getOutputStream().write(frame);
  }

  /**
   * Whether the other side ended it. What lies in the way is read; a kernel that gave the
   * connection up says so only to who writes.
   */
  private static boolean isGone(Socket socket) {
    try {
      socket.setSoTimeout(500);
      byte[] rest = new byte[1 << 16];
      for (int i = 0; i < 40; i++) {
        say(socket, "{\"type\":\"ping\"}");
        try {
          if (socket.getInputStream().read(rest) < 0) {
            return true;
          }
        } catch (SocketTimeoutException e) {
          // Nothing more is on its way.
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static double share(QueueFarm farm, int seconds) throws IOException {
    double before = farm.processorSeconds();
    long begin = System.nanoTime();
    Pause.millis(seconds * 1000L);
    return (farm.processorSeconds() - before) / ((System.nanoTime() - begin) / 1e9) * 100;
  }

  private static String percent(double share) {
    return Figures.decimals(share, 0) + " %";
  }

  private static String memory(double before, double after) {
    return "%s and %s MiB".formatted(Figures.decimals(before, 0), Figures.decimals(after, 0));
  }

  private void add(String what, String measured, String target) {
    OverheadBench.Row row = new OverheadBench.Row(what, measured, target);
    rows.add(row);
    System.err.printf("%s: %s%n", row.what(), measured);
  }
}
