package reelyard.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reelyard.model.Blocks;

class FileHashesTest {

  private static final int BYTES = 2 * Blocks.BYTES + 5;

  private final FileHashes hashes = new FileHashes();

  @Test
  void knows_each_block_however_the_bytes_come() {
    byte[] file = bytes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    int at = 0;
    for (int part = 1; at < file.length; part = part * 3 + 1) {
      int some = Math.min(part, file.length - at);
      hasher.update(file, at, some);
      at += some;
    }
    hasher.end();

    for (int block = 0; block < 3; block++) {
      assertThat(hashes.get(block)).isEqualTo(xxh3(file, block));
    }
    assertThat(hashes.firstUnknown(0)).isEqualTo(3);
    assertThat(hashes.digits(1, 2)).isEqualTo(hex(xxh3(file, 1)) + hex(xxh3(file, 2)));
  }

  @Test
  void makes_the_root_of_the_hashes_of_all_blocks() {
    byte[] file = bytes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    hasher.update(file, 0, file.length);
    hasher.end();

    ByteBuffer all = ByteBuffer.allocate(24);
    all.putLong(xxh3(file, 0)).putLong(xxh3(file, 1)).putLong(xxh3(file, 2));
    assertThat(hashes.root(BYTES)).isEqualTo(hex(Hashing.xxh3_64().hashBytesToLong(all.array())));
    assertThat(new FileHashes().root(0))
        .isEqualTo(hex(Hashing.xxh3_64().hashBytesToLong(new byte[0])));
  }

  @Test
  void goes_on_in_the_middle_and_knows_what_is_missing() {
    byte[] file = bytes();
    BlockHasher hasher = new BlockHasher(1, hashes);
    hasher.update(file, Blocks.BYTES, file.length - Blocks.BYTES);
    hasher.end();

    assertThat(hashes.firstUnknown(0)).isZero();
    assertThat(hashes.get(2)).isEqualTo(xxh3(file, 2));
    assertThatThrownBy(() -> hashes.root(BYTES)).hasMessageContaining("block 0");
    hashes.forgetFrom(2);
    assertThat(hashes.firstUnknown(1)).isEqualTo(2);
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  private static long xxh3(byte[] file, int block) {
    int from = block * Blocks.BYTES;
    return Hashing.xxh3_64()
        .hashBytesToLong(file, from, Math.min(Blocks.BYTES, file.length - from));
  }

  private static String hex(long hash) {
    return HexFormat.of().toHexDigits(hash);
  }
}
