package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import reelyard.message.Assignment;
import reelyard.message.ReturnFolder;
import reelyard.model.Failure;
import reelyard.worker.TransferLane;

/** The worker's side of a measurement, as a process of its own: does what a line asks for. */
final class TransferClient {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final TransferFarm farm;

  private TransferClient(TransferFarm farm) {
    this.farm = farm;
  }

  public static void main(String[] args) throws Exception {
    // Libraries may print; only answers shall go to the one who asks.
    PrintStream answers = System.out;
    System.setOut(System.err);
    try (TransferFarm farm = new TransferFarm(Path.of(args[0]));
        BufferedReader questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      TransferClient client = new TransferClient(farm);
      answers.println("ok");
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        answers.println(client.answer(line.split("\t")));
      }
    }
  }

  private String answer(String[] words) {
    try {
      Path from = Path.of(words[2]);
      Path to = Path.of(words[3]);
      String parts = "";
      long begin = System.nanoTime();
      switch (words[0]) {
        case "down" -> down(words[1], from, to);
        case "up" -> parts = allUp(words[1], shares(from, words[4]), to);
        case "all-down" -> allDown(words[1], from, to);
        case "raw-down" -> RawTransfer.down(Integer.parseInt(words[1]), from, to);
        case "raw-up" -> allRawUp(Integer.parseInt(words[1]), shares(from, words[4]), to);
        default -> throw new IOException("what is " + words[0] + "?");
      }
      return "ok " + (System.nanoTime() - begin) + parts;
    } catch (Exception e) {
      e.printStackTrace();
      return "failed " + e;
    }
  }

  /** A film or a disc, from its listing to the last byte's proof. */
  private void down(String staging, Path input, Path into) throws IOException {
    Assignment job = farm.attempt(staging, input, into.resolve("result.mp4"));
    done(lane(job).fetch(farm.serve(job), into));
    farm.end(job);
  }

  /**
   * Results of jobs, one after another: each of an attempt of its own, and put in place.
   *
   * @return nanoseconds in all in asking for doors, in FTP, and in commits; and how long the
   *     quickest quarter took at most, each
   */
  private String up(String staging, List<Path> files, Path into) throws IOException {
    long asking = 0;
    long sending = 0;
    long committing = 0;
    List<Double> each = new ArrayList<>();
    for (Path file : files) {
      Assignment job = farm.attempt(staging, file, into.resolve(file.getFileName() + ".mp4"));
      long begin = System.nanoTime();
      ReturnFolder door = farm.takeBack(job);
      long asked = System.nanoTime();
      long bytes = Files.size(file);
      TransferLane lane = lane(job);
      done(lane.upload(file, bytes, door));
      long sent = System.nanoTime();
      farm.commit(job, door, bytes, lane.root());
      farm.end(job);
      asking += asked - begin;
      sending += sent - asked;
      committing += System.nanoTime() - sent;
      each.add((double) (System.nanoTime() - begin));
    }
    long quarter = (long) new Figures(each).percentile(25);
    return " %d %d %d %d".formatted(asking, sending, committing, quarter);
  }

  /** Results of so many workers, each with a share of the files; tells the parts of the first. */
  private String allUp(String staging, List<List<Path>> shares, Path into) throws Exception {
    return together(shares, files -> up(staging, files, into)).get(0);
  }

  private static void allRawUp(int port, List<List<Path>> shares, Path into) throws Exception {
    together(
        shares,
        files -> {
          RawTransfer.up(port, files, into);
          return "";
        });
  }

  private interface Moving {
    String move(List<Path> files) throws IOException;
  }

  private static List<String> together(List<List<Path>> shares, Moving moving) throws Exception {
    List<Callable<String>> moves = new ArrayList<>();
    shares.forEach(files -> moves.add(() -> moving.move(files)));
    return together(moves);
  }

  private static <T> List<T> together(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      List<T> done = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(work)) {
        done.add(one.get());
      }
      return done;
    } finally {
      threads.shutdown();
    }
  }

  private static List<List<Path>> shares(Path folder, String many) throws IOException {
    List<Path> files = files(folder);
    return new TransferLoad(many, folder, files, 0, Integer.parseInt(many)).shares();
  }

  /** All files of a folder at the same time, as that many workers would. */
  private void allDown(String staging, Path folder, Path into) throws Exception {
    List<Callable<Void>> transfers = new ArrayList<>();
    for (Path file : files(folder)) {
      transfers.add(
          () -> {
            down(staging, file, into.resolve(file.getFileName().toString()));
            return null;
          });
    }
    together(transfers);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private TransferLane lane(Assignment job) {
    return farm.lane(job, FIRST_PAUSE, SILENCE);
  }

  private static void done(Failure failure) throws IOException {
    if (failure != null) {
      throw new IOException(failure.message());
    }
  }
}
