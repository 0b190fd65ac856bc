package bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Files to be moved.
 *
 * @param input the film or the disc's folder, as a job names it
 * @param files the same, each
 * @param beside how many are under way at the same time
 */
record TransferLoad(String name, Path input, List<Path> files, long bytesEach, int beside) {

  /** One film. */
  static TransferLoad large(Path folder, long mebibytes) throws IOException {
    Path film = Files.createDirectories(folder.resolve("large")).resolve("film.mkv");
    fill(film, mebibytes << 20, 1);
    String name = mebibytes % 1024 == 0 ? "%d GiB".formatted(mebibytes / 1024) : mebibytes + " MiB";
    return new TransferLoad(name, film, List.of(film), mebibytes << 20, 1);
  }

  /** A disc of so many files of a MiB. */
  static TransferLoad small(Path folder, int count) throws IOException {
    return disc(folder, count, 1 << 20);
  }

  /** A disc of so many files of that size. */
  static TransferLoad disc(Path folder, int count, int bytes) throws IOException {
    Path disc = folder.resolve("disc");
    Path titles = Files.createDirectories(disc.resolve("VIDEO_TS"));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = titles.resolve("VTS_%03d_1.VOB".formatted(i));
      fill(file, bytes, i);
      files.add(file);
    }
    return new TransferLoad(
        "%d × %d MiB".formatted(count, bytes >> 20), disc, List.copyOf(files), bytes, 1);
  }

  /** The same files, so many of them at the same time. */
  TransferLoad beside(int many) {
    return new TransferLoad(name + ", %d at once".formatted(many), input, files, bytesEach, many);
  }

  /** What each of those that are under way at the same time has to move. */
  List<List<Path>> shares() {
    List<List<Path>> shares = new ArrayList<>();
    for (int i = 0; i < beside; i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < files.size(); i++) {
      shares.get(i % beside).add(files.get(i));
    }
    return shares;
  }

  /** Whether it is measured in both directions: only results come from many attempts at once. */
  boolean goes(boolean down) {
    return !down || beside == 1;
  }

  private static void fill(Path file, long bytes, long seed) throws IOException {
    Random random = new Random(seed);
    byte[] block = new byte[1 << 20];
    random.nextBytes(block);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (long left = bytes; left > 0; left -= block.length) {
        // No two blocks alike, yet quicker than dice for every byte.
        for (int i = 0; i < block.length; i += 512) {
          block[i] += (byte) random.nextInt();
        }
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }

  /** One byte that comes as this does: all that it takes is the way there. */
  TransferLoad tiny(Path folder) throws IOException {
    if (isFilm()) {
      Path film = Files.createDirectories(folder.resolve("tiny-film")).resolve("film.mkv");
      fill(film, 1, 1);
      return new TransferLoad("a byte", film, List.of(film), 1, 1);
    }
    return disc(folder.resolve("tiny-" + beside), beside, 1).beside(beside);
  }

  boolean isFilm() {
    return files.contains(input);
  }

  /** The film, or the folder that all files are in. */
  Path what() {
    return isFilm() ? input : folder();
  }

  Path folder() {
    return files.get(0).getParent();
  }

  long bytes() {
    return files.size() * bytesEach;
  }

  /** Reads everything once, so that it is in memory for whoever comes next. */
  void warm() throws IOException {
    for (Path file : files) {
      try (OutputStream nowhere = OutputStream.nullOutputStream()) {
        Files.copy(file, nowhere);
      }
    }
  }

  /**
   * Whether these files, and no others, came to a folder or below it, under any names in the same
   * order.
   *
   * @param byteForByte whether to compare what is in them, or just their sizes
   */
  boolean arrived(Path folder, boolean byteForByte) throws IOException {
    List<Path> there;
    try (Stream<Path> walk = Files.walk(folder)) {
      there = walk.filter(Files::isRegularFile).sorted().toList();
    }
    boolean same = there.size() == files.size();
    for (int i = 0; same && i < files.size(); i++) {
      same =
          byteForByte
              ? Files.mismatch(files.get(i), there.get(i)) < 0
              : Files.size(there.get(i)) == bytesEach;
    }
    return same;
  }
}
