package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** So many jobs submitted over HTTP, one a request, their sources looked at. */
final class FacesSubmissions {

  private static final int AT_ONCE = 32;

  private final Path folder;
  private final int count;

  FacesSubmissions(Path folder, int count) {
    this.folder = folder;
    this.count = count;
  }

  List<OverheadBench.Row> measure() throws Exception {
    try (QueueFarm farm = new QueueFarm(folder.resolve("submissions"), "manager")) {
      farm.start("512m");
      Path source =
          Files.writeString(folder.resolve("source.mkv"), "a film, as far as staging knows");
      Path target = Files.createDirectories(folder.resolve("results"));
      URI jobs = farm.events().resolve("/api/v1/jobs");
      URI http = URI.create("http://" + jobs.getAuthority() + jobs.getPath());
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      List<Double> took = new ArrayList<>();
      AtomicInteger refused = new AtomicInteger();
      long begin = System.nanoTime();
      Semaphore free = new Semaphore(AT_ONCE);
      for (int i = 0; i < count; i++) {
        free.acquire();
        long asked = System.nanoTime();
        String body =
            "[{\"input\": \"%s\", \"output\": \"%s/%d.mp4\"}]".formatted(source, target, i);
        CompletableFuture<HttpResponse<String>> answer =
            client.sendAsync(
                HttpRequest.newBuilder(http)
                    .header("content-type", "application/json")
                    .header("Idempotency-Key", "bench-" + i)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        var unused =
            answer.whenComplete(
                (response, e) -> {
                  synchronized (took) {
                    took.add((System.nanoTime() - asked) / 1e6);
                  }
                  if (e != null
                      || response.statusCode() != 200
                      || response.body().contains("\"jobId\":null")) {
                    refused.incrementAndGet();
                  }
                  free.release();
                });
      }
      free.acquire(AT_ONCE);
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (refused.get() > 0) {
        throw new IOException(refused + " submissions were refused; see " + folder);
      }
      Figures figures = new Figures(took);
      return List.of(
          new OverheadBench.Row(
              "%,d jobs submitted over HTTP, one a request, %d at once".formatted(count, AT_ONCE),
              "%.1f s, %,.0f a second".formatted(seconds, count / seconds),
              ""),
          new OverheadBench.Row(
              "one of them, median and 99th percentile",
              "%.1f and %.1f ms".formatted(figures.median(), figures.percentile(99)),
              ""),
          new OverheadBench.Row("of them accepted", "%,d".formatted(count), "all"),
          new OverheadBench.Row(
              "the manager's resident memory after them",
              Figures.decimals(farm.residentMebibytes(), 0) + " MiB",
              ""));
    }
  }
}
