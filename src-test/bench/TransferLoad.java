package bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Files to be moved.
 *
 * @param input the film or the disc's folder, as a job names it
 * @param files the same, each
 */
record TransferLoad(String name, Path input, List<Path> files, long bytesEach) {

  /** One film. */
  static TransferLoad large(Path folder, long mebibytes) throws IOException {
    Path film = Files.createDirectories(folder.resolve("large")).resolve("film.mkv");
    fill(film, mebibytes << 20, 1);
    String name = mebibytes % 1024 == 0 ? "%d GiB".formatted(mebibytes / 1024) : mebibytes + " MiB";
    return new TransferLoad(name, film, List.of(film), mebibytes << 20);
  }

  /** A disc of so many files of a MiB. */
  static TransferLoad small(Path folder, int count) throws IOException {
    Path disc = folder.resolve("disc");
    Path titles = Files.createDirectories(disc.resolve("VIDEO_TS"));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = titles.resolve("VTS_%03d_1.VOB".formatted(i));
      fill(file, 1 << 20, i);
      files.add(file);
    }
    return new TransferLoad("%d × 1 MiB".formatted(count), disc, files, 1 << 20);
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
   * Looks whether so many files of the right size came to a folder, or below it.
   *
   * @param byteForByte whether to compare what is in them, too
   */
  void check(Path folder, boolean byteForByte) throws IOException {
    List<Path> there;
    try (Stream<Path> walk = Files.walk(folder)) {
      there = walk.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    }
    if (there.size() != files.size()) {
      throw new IOException("%d of %d files came".formatted(there.size(), files.size()));
    }
    for (int i = 0; i < files.size(); i++) {
      boolean same =
          byteForByte
              ? Files.mismatch(files.get(i), there.get(i)) < 0
              : Files.size(there.get(i)) == bytesEach;
      if (!same) {
        throw new IOException(there.get(i) + " is not as it was sent");
      }
    }
  }
}
