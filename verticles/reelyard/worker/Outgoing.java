package reelyard.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.model.Blocks;

/**
 * One file on its way to staging, over as many connections and doors as it takes; hashed once,
 * before it leaves or while it does, so that what the disk loses later is found. Goes on where it
 * broke, or at the first block that the two sides have otherwise.
 */
final class Outgoing {

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Path file;
  private final long bytes;
  private final FileHashes hashes;
  private List<Long> wrong = List.of();
  private boolean begun;

  /**
   * @param begun whether something of it may be there already
   */
  Outgoing(Path file, long bytes, boolean begun) {
    this(file, bytes, begun, new FileHashes());
  }

  /** One that nothing was sent of. */
  Outgoing(Path file, long bytes, FileHashes known) {
    this(file, bytes, false, known);
  }

  private Outgoing(Path file, long bytes, boolean begun, FileHashes hashes) {
    this.file = file;
    this.bytes = bytes;
    this.begun = begun;
    this.hashes = hashes;
  }

  long bytes() {
    return bytes;
  }

  /** Of all its blocks, once it was learnt or sent. */
  String root() {
    return hashes.root(bytes);
  }

  /** Reads and hashes all that is not known yet. */
  void learn() throws DiskException {
    learn(nobodys());
  }

  private void learn(TransferMeter meter) throws DiskException {
    if (!isKnown()) {
      LocalBlocks.learn(file, bytes, hashes, meter).end();
    }
  }

  private boolean isKnown() {
    return hashes.firstUnknown(0) >= Blocks.count(bytes);
  }

  private TransferMeter nobodys() {
    return new TransferMeter(bytes, System::nanoTime, reading -> {});
  }

  /**
   * After it was sent in full: looks which blocks staging has otherwise; the next {@link #send}
   * sends these again.
   *
   * @return how many; 1 where not even all bytes came, with which the next send goes on
   */
  int compare(String name, TheirHashes theirs) throws IOException {
    wrong = List.of();
    try {
      wrong = Comparison.whole("output/" + name, bytes, theirs).differing(hashes, nobodys());
      return wrong.size();
    } catch (UnprovenException e) {
      // A data connection that broke looks to the server as if the file had ended there.
      return 1;
    }
  }

  /**
   * Sends what is missing there, and what is known to be wrong there.
   *
   * @param path how the server knows it
   * @param name below the door's output
   * @param theirs null when there is nobody to ask
   */
  void send(DoorClient client, String path, String name, TheirHashes theirs, TransferMeter meter)
      throws IOException {
    // One question less for each of many small results.
    long there = begun ? sizeAt(client, path) : 0;
    begun = true;
    if (there > bytes) {
      there = 0;
    }
    List<Long> again = wrong;
    wrong = List.of();
    long from = there == bytes ? bytes : agreed(name, there, theirs, meter);
    if (from > 0) {
      meter.resume(from);
    }
    if (from < bytes || bytes == 0) {
      send(client, path, from, bytes, meter, true);
    } else {
      learn(meter);
      for (long block : again) {
        if (!mend(client, path, block, meter)) {
          break;
        }
      }
    }
  }

  /** Where to go on: only staging knows whether what it has is what was sent. */
  private long agreed(String name, long there, TheirHashes theirs, TransferMeter meter)
      throws IOException {
    long blocks = there / Blocks.BYTES;
    if (blocks == 0 || theirs == null) {
      return there;
    }
    long beginning = blocks * Blocks.BYTES;
    if (hashes.firstUnknown(0) < blocks) {
      LocalBlocks.learn(file, beginning, hashes, meter);
    }
    // What an earlier connection brought may still be on its way to staging's disk.
    List<Long> differing =
        Comparison.beginning("output/" + name, blocks, theirs).differing(hashes, meter);
    return differing.isEmpty() ? there : differing.get(0) * Blocks.BYTES;
  }

  /** Sends one block; false when the server knows no ranges, and got all from there on. */
  private boolean mend(DoorClient client, String path, long block, TransferMeter meter)
      throws IOException {
    long first = block * Blocks.BYTES;
    long end = Math.min(first + Blocks.BYTES, bytes);
    boolean alone = client.range(first, end - 1);
    send(client, path, first, alone ? end : bytes, meter, !alone);
    return alone;
  }

  private void send(
      DoorClient client, String path, long from, long end, TransferMeter meter, boolean rest)
      throws IOException {
    Unknown unknown = isKnown() ? null : new Unknown(from, meter);
    try (FileChannel channel = open(from);
        ByteChannel data = client.begin("STOR", path, rest ? from : 0)) {
      try {
        copy(channel, data, from, end, meter, rest, unknown);
      } catch (DiskException e) {
        throw e;
      } catch (IOException e) {
        throw reasonOf(client, e);
      }
    }
    if (unknown != null) {
      unknown.hasher.end();
    }
    client.finish(false);
  }

  private FileChannel open(long from) throws DiskException {
    try {
      return FileChannel.open(file).position(from);
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private void copy(
      FileChannel channel,
      ByteChannel out,
      long from,
      long end,
      TransferMeter meter,
      boolean counts,
      Unknown unknown)
      throws IOException {
    long at = from;
    while (at < end) {
      ByteBuffer some = TransferBuffer.forUpTo(end - at);
      int count = read(channel, some);
      some.flip();
      if (unknown != null) {
        unknown.passes(at, some.duplicate());
      }
      while (some.hasRemaining()) {
        out.write(some);
      }
      at += count;
      if (counts) {
        meter.at(at);
      } else {
        meter.again();
      }
    }
  }

  /** Hashes what was not hashed before: what was stands, whatever the disk says now. */
  private final class Unknown {

    private final long first;
    private final BlockHasher hasher;

    /** Of a transfer that begins at this byte; what lies before it is read again. */
    Unknown(long from, TransferMeter meter) throws DiskException {
      long known = hashes.firstUnknown(0) * Blocks.BYTES;
      first = Math.max(known, from);
      hasher = LocalBlocks.learn(file, first, hashes, meter);
    }

    void passes(long at, ByteBuffer some) {
      long known = Math.min(some.remaining(), Math.max(0, first - at));
      hasher.update(some.position(some.position() + (int) known));
    }
  }

  private int read(FileChannel channel, ByteBuffer buffer) throws DiskException {
    try {
      int count = channel.read(buffer);
      if (count < 0) {
        throw new IOException(file + " became shorter");
      }
      return count;
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  /** A server that gives up closes the data connection first, then says why. */
  private static IOException reasonOf(DoorClient client, IOException broken) {
    try {
      client.setSoTimeout((int) LAST_WORDS.toMillis());
      client.getReply();
      FtpRefusal refusal = FtpRefusal.of(client);
      return refusal.permanent() ? refusal : broken;
    } catch (IOException e) {
      return broken;
    }
  }

  private static long sizeAt(DoorClient client, String path) throws IOException {
    String size = client.getSize(path);
    try {
      return size == null ? 0 : Long.parseLong(size.strip());
    } catch (NumberFormatException e) {
      throw new IOException("the server told no size: " + size, e);
    }
  }
}
