package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Fifty transfers at the same time: how much memory do they take? */
final class TransferCrowd {

  private static final int TRANSFERS = 50;

  private final TransferHouse house;
  private final Path folder;
  private final int mebibytes;

  /**
   * @param mebibytes that each of them moves
   */
  TransferCrowd(TransferHouse house, Path folder, int mebibytes) {
    this.house = house;
    this.folder = folder;
    this.mebibytes = mebibytes;
  }

  void print() throws Exception {
    Path films = Files.createDirectory(folder.resolve("films"));
    Path film = TransferLoad.large(folder.resolve("crowd"), mebibytes).input();
    for (int i = 0; i < TRANSFERS; i++) {
      Files.createLink(films.resolve("film-%02d.mkv".formatted(i)), film);
    }
    List<Double> before = memory();
    CompletableFuture<Void> moved = CompletableFuture.runAsync(() -> move(films));
    List<Double> most = before;
    while (!moved.isDone()) {
      List<Double> now = memory();
      List<Double> larger = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        larger.add(Math.max(most.get(i), now.get(i)));
      }
      most = larger;
      Pause.millis(100);
    }
    try {
      moved.get();
    } catch (ExecutionException e) {
      throw new IOException("the crowd did not get through", e);
    }
    System.out.printf(
        "%n| memory, before → most under %d transfers of %d MiB at once | resident | heap |%n",
        TRANSFERS, mebibytes);
    System.out.println("|---|---|---|");
    print("staging", before, most, 0);
    print("worker", before, most, 2);
  }

  private void move(Path films) {
    Path into = folder.resolve("crowd-into");
    try {
      house.client().ask("all-down", "plain", films, into);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      TransferBench.remove(into);
    }
  }

  private List<Double> memory() throws IOException {
    return List.of(
        house.plain().residentMebibytes(),
        house.plain().heapMebibytes(),
        house.client().residentMebibytes(),
        house.client().heapMebibytes());
  }

  private static void print(String who, List<Double> before, List<Double> most, int at) {
    System.out.printf(
        "| %s | %.0f → %.0f MiB | %.0f → %.0f MiB |%n",
        who, before.get(at), most.get(at), before.get(at + 1), most.get(at + 1));
  }
}
