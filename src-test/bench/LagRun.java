package bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reelyard.ProcessFarm;

/**
 * From the moment that a progress report of HandBrake is written into the pipe to the moment that a
 * client of the SockJS bridge has the message. A script passes real reports on and notes the time.
 */
final class LagRun {

  private static final String SCRIPT =
      """
      #!/usr/bin/env python3
      import os, re, subprocess, sys, time
      if "-o" not in sys.argv:
          os.execvp("HandBrakeCLI", ["HandBrakeCLI"] + sys.argv[1:])
      child = subprocess.Popen(["stdbuf", "-oL", "HandBrakeCLI"] + sys.argv[1:],
                               stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
      block = b""
      with open('%s', 'a', buffering=1) as notes:
          for line in child.stdout:
              block += line
              if line != b"}\\n" and len(block) < 65536:
                  continue
              found = re.search(rb'"State": "WORKING".*"Progress": ([0-9.e+-]+)', block, re.S)
              now = time.time_ns()
              os.write(1, block)
              if found:
                  notes.write("%%s %%d\\n" %% (found.group(1).decode(), now))
              block = b""
      os.write(1, block)
      sys.exit(child.wait())
      """;

  private final Path folder;
  private final Path clip;

  LagRun(Path folder, Path clip) {
    this.folder = folder;
    this.clip = clip;
  }

  /** When a percentage was written, or arrived. */
  private record Seen(double percent, long nanos) {}

  List<OverheadBench.Row> measure() throws IOException, InterruptedException {
    Path notes = folder.resolve("lag-notes.txt");
    Path script = GapRun.script(folder.resolve("lag-handbrake"), SCRIPT.formatted(notes));
    ConcurrentLinkedQueue<Seen> arrived = new ConcurrentLinkedQueue<>();
    try (ProcessFarm farm =
        new ProcessFarm(folder.resolve("lag"), script.toString(), OverheadBench.JAVA_OPTIONS)) {
      farm.startManager();
      farm.startWorker("bench");
      for (int warmUp = 0; warmUp < 2; warmUp++) {
        Files.deleteIfExists(notes);
        arrived.clear();
        run(farm, arrived);
      }
    }
    Map<Long, Long> written = new LinkedHashMap<>();
    List<Double> pauses = new ArrayList<>();
    long before = 0;
    for (String note : Files.readAllLines(notes)) {
      int blank = note.indexOf(' ');
      double part = Double.parseDouble(note.substring(0, blank));
      long at = Long.parseLong(note.substring(blank + 1));
      written.putIfAbsent(key(part * 100), at);
      if (before > 0) {
        pauses.add((at - before) / 1e6);
      }
      before = at;
    }
    List<Double> lags = new ArrayList<>();
    List<Double> intervals = new ArrayList<>();
    long previous = 0;
    for (Seen seen : arrived) {
      Long at = written.remove(key(seen.percent));
      if (at != null) {
        lags.add((seen.nanos - at) / 1e6);
      }
      if (previous > 0) {
        intervals.add((seen.nanos - previous) / 1e6);
      }
      previous = seen.nanos;
    }
    Figures lag = new Figures(lags);
    System.err.println("lags in ms: " + lag);
    return List.of(
        new OverheadBench.Row(
            "progress, from HandBrake's write to a SockJS client, median of " + lag.count(),
            Figures.decimals(lag.median(), 1) + " ms",
            "≤ 10 ms"),
        new OverheadBench.Row(
            "the same, 99th percentile",
            Figures.decimals(lag.percentile(99), 1) + " ms",
            "≤ 50 ms"),
        new OverheadBench.Row(
            "changes that HandBrake wrote and the client never saw",
            String.valueOf(written.size()),
            "0"),
        new OverheadBench.Row(
            "time between two messages at the client, median",
            Figures.decimals(new Figures(intervals).median(), 0) + " ms",
            "≤ 250 ms"),
        new OverheadBench.Row(
            "the longest of them (HandBrake's own longest: %s ms)"
                .formatted(Figures.decimals(new Figures(pauses).max(), 0)),
            Figures.decimals(new Figures(intervals).max(), 0) + " ms",
            ""));
  }

  private void run(ProcessFarm farm, ConcurrentLinkedQueue<Seen> arrived)
      throws IOException, InterruptedException {
    CountDownLatch left = new CountDownLatch(1);
    try (EventListener events =
        new EventListener(farm.events(), message -> hear(message, arrived, left))) {
      events.register("reelyard.farm.jobs");
      String id =
          farm.submit(List.of(clip), OverheadBench.PRESET, folder.resolve("results")).get(0);
      events.register("reelyard.job." + id + ".progress");
      if (!left.await(10, TimeUnit.MINUTES)) {
        throw new IOException("the farm did not finish; see " + folder);
      }
    }
  }

  private static void hear(
      JsonObject message, ConcurrentLinkedQueue<Seen> arrived, CountDownLatch left) {
    JsonObject body = message.getJsonObject("body");
    Instant now = Instant.now();
    if ("ENCODING".equals(body.getString("phase"))) {
      arrived.add(
          new Seen(
              body.getDouble("percent"), now.getEpochSecond() * 1_000_000_000 + now.getNano()));
    }
    Endings.count(message, left);
  }

  private static long key(double percent) {
    return Math.round(percent * 1000);
  }
}
