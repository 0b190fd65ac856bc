package reelyard.dropbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;

/**
 * Knows content again whatever it is called: its bytes and the root of its block hashes. Reads at
 * half the pace at which the disk gives it, so that whoever else needs the disk gets the rest.
 */
final class Fingerprints {

  private static final int CHUNK = 1 << 20;

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Ends what is being read, and all that would be. */
  void stop() {
    stopped.countDown();
  }

  /** Of a file of so many bytes, with the root that staging knows it by. */
  static String of(long bytes, String root) {
    return bytes + "-" + root;
  }

  /**
   * Of a film, or of a disc, whose files count wherever in it they lie.
   *
   * @throws InterruptedException also when it was told to stop
   */
  String of(Find find) throws IOException, InterruptedException {
    List<String> each = new ArrayList<>();
    for (Path film : find.films()) {
      each.add(of(film));
    }
    if (each.size() == 1) {
      return each.get(0);
    }
    each.sort(null);
    return of(find.stamp().bytes(), ofText(String.join(" ", each)) + "d");
  }

  /** The root that a file with this text would have. */
  static String ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FileHashes hashes = new FileHashes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    hasher.update(bytes, 0, bytes.length);
    hasher.end();
    return hashes.root(bytes.length);
  }

  private String of(Path file) throws IOException, InterruptedException {
    FileHashes hashes = new FileHashes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    byte[] chunk = new byte[CHUNK];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      while (true) {
        long begun = System.nanoTime();
        int count = in.readNBytes(chunk, 0, CHUNK);
        if (count == 0) {
          break;
        }
        hasher.update(chunk, 0, count);
        bytes += count;
        if (stopped.await(System.nanoTime() - begun, TimeUnit.NANOSECONDS)) {
          throw new InterruptedException("stopped");
        }
      }
    }
    hasher.end();
    return of(bytes, hashes.root(bytes));
  }
}
