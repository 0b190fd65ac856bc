package reelyard.worker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.model.Blocks;

/**
 * One file on its way here, from whatever connection and door its bytes come; hashed as they come.
 * Goes on where it broke.
 */
final class Incoming {

  private final String path;
  private final long bytes;
  private final Path target;
  private final FileHashes hashes = new FileHashes();
  private boolean proven;

  /**
   * @param path below the input's folder
   */
  Incoming(String path, long bytes, Path target) {
    this.path = path;
    this.bytes = bytes;
    this.target = target;
  }

  String path() {
    return path;
  }

  long bytes() {
    return bytes;
  }

  FileHashes hashes() {
    return hashes;
  }

  boolean proven() {
    return proven;
  }

  /** Its blocks are what staging has. */
  void prove() {
    proven = true;
  }

  /**
   * Fetches what is missing.
   *
   * @param served how the server knows it
   * @param before bytes of the files before it, for the meter
   * @param more whether other files follow
   */
  void fetch(DoorClient client, String served, TransferMeter meter, long before, boolean more)
      throws IOException {
    try (FileChannel file = open()) {
      long there = keep(file);
      BlockHasher hasher = LocalBlocks.learn(target, there, hashes, meter);
      meter.resume(before + there);
      if (there < bytes) {
        try (ByteChannel data = client.begin("RETR", served, there)) {
          there = copy(data, file, there, bytes, hasher, meter, before);
          if (there == bytes) {
            endsHere(data);
          }
        }
        client.finish(more);
      }
      if (there != bytes) {
        throw new IOException("%s came with %d of %d bytes".formatted(served, there, bytes));
      }
      hasher.end();
    }
  }

  /** Fetches one block again. */
  void mend(DoorClient client, String served, long block, TransferMeter meter) throws IOException {
    long first = block * Blocks.BYTES;
    long end = Math.min(first + Blocks.BYTES, bytes);
    BlockHasher hasher = new BlockHasher(block, hashes);
    hashes.forget(block);
    try (FileChannel file = open().position(first)) {
      boolean alone = client.range(first, end - 1);
      try (ByteChannel data = client.begin("RETR", served, alone ? 0 : first)) {
        if (copy(data, file, first, end, hasher, meter, -1) == end) {
          hasher.end();
        }
      }
      if (alone) {
        client.finish(false);
      } else {
        // The connection was closed on a server that had more to send: its word is no news.
        client.getReply();
      }
      if (hashes.firstUnknown(block) == block) {
        throw new IOException("block %d of %s came short".formatted(block, served));
      }
    }
  }

  private FileChannel open() throws DiskException {
    try {
      Files.createDirectories(target.getParent());
      return FileChannel.open(target, CREATE, WRITE);
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  /** How many bytes are here; more is to be written there. */
  private long keep(FileChannel file) throws DiskException {
    try {
      long size = file.size();
      long here = size > bytes ? 0 : size;
      if (size > bytes) {
        file.truncate(0);
      }
      file.position(here);
      return here;
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private static long copy(
      ByteChannel in,
      FileChannel file,
      long from,
      long end,
      BlockHasher hasher,
      TransferMeter meter,
      long before)
      throws IOException {
    long at = from;
    while (at < end) {
      ByteBuffer some = TransferBuffer.forUpTo(end - at);
      int count = in.read(some);
      if (count < 0) {
        break;
      }
      hasher.update(some.flip());
      write(file, some.rewind());
      at += count;
      if (before < 0) {
        meter.again();
      } else {
        meter.at(before + at);
      }
    }
    return at;
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws DiskException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private void endsHere(ByteChannel data) throws IOException {
    if (data.read(TransferBuffer.ofThisThread()) >= 0) {
      throw new UnprovenException(
          "%s is longer than the %d bytes that staging told".formatted(path, bytes));
    }
  }
}
