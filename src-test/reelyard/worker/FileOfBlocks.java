package reelyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.message.BlockHashes;
import reelyard.model.Blocks;

/** What an honest staging answers about a file. */
final class FileOfBlocks {

  private FileOfBlocks() {}

  static BlockHashes hashes(Path file, long fromBlock, int count) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    long to = Math.min(fromBlock + count, Blocks.count(bytes.length));
    return new BlockHashes(
        file.toString(), bytes.length, fromBlock, hashed(bytes).digits(fromBlock, to - fromBlock));
  }

  static String root(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return hashed(bytes).root(bytes.length);
  }

  private static FileHashes hashed(byte[] bytes) {
    FileHashes hashes = new FileHashes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    hasher.update(bytes, 0, bytes.length);
    hasher.end();
    return hashes;
  }
}
