package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reelyard.scheduler.QueueJobs.Mix;

/** Pages of 100 jobs over HTTP, out of a million. */
final class FacesLists {

  private static final int WAITING_PART = 10;

  private final Path folder;
  private final int jobs;
  private final int times;
  private final List<OverheadBench.Row> rows = new ArrayList<>();

  FacesLists(Path folder, int jobs, int times) {
    this.folder = folder;
    this.jobs = jobs;
    this.times = times;
  }

  List<OverheadBench.Row> measure() throws Exception {
    try (QueueFarm farm = new QueueFarm(folder.resolve("lists"), "manager")) {
      int waiting = jobs / WAITING_PART;
      try (QueueFill fill = new QueueFill(farm.store())) {
        fill.waiting(waiting, Mix.ALIKE);
        fill.archived(waiting, jobs - waiting);
      }
      farm.start("512m");
      String base = "http://" + farm.events().getAuthority();
      page(base, "the queue's first", "/api/v1/jobs?limit=100");
      page(base, "the archive's latest", "/api/v1/jobs?archived=true&order=ENDED&limit=100");
      page(
          base,
          "of those that wait, of one user",
          "/api/v1/jobs?state=QUEUED&user=user7&limit=100");
      page(base, "the farm as the page begins with it", "/api/v1/farm");
    }
    return rows;
  }

  private void page(String base, String what, String path)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Double> took = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(base + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      took.add((System.nanoTime() - begin) / 1e6);
      if (answer.statusCode() != 200) {
        throw new IOException(path + " was answered with " + answer.body());
      }
    }
    Figures figures = new Figures(took);
    OverheadBench.Row row =
        new OverheadBench.Row(
            "a page of %,d jobs over HTTP: %s, median and 99th percentile of %d"
                .formatted(jobs, what, times),
            "%.1f and %.1f ms".formatted(figures.median(), figures.percentile(99)),
            "");
    rows.add(row);
    System.err.printf("%s: %s%n", row.what(), row.measured());
  }
}
