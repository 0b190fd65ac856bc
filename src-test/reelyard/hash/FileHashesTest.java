package reelyard.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
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
      assertThat(hashes.get(block)).isEqualTo(hash(file, block));
    }
    assertThat(hashes.firstUnknown(0)).isEqualTo(3);
    assertThat(hashes.digits(1, 2)).isEqualTo(hex(hash(file, 1)) + hex(hash(file, 2)));
  }

  @Test
  void forgets_what_nobody_ever_knew_without_looking_for_it() {
    hashes.hashed(0, 7);
    hashes.hashed(1, 8);

    hashes.forget(1, Long.MAX_VALUE);
    hashes.forget(Long.MAX_VALUE - 1);
    hashes.forgetFrom(Long.MAX_VALUE);

    assertThat(hashes.get(0)).isEqualTo(7);
    assertThat(hashes.firstUnknown(0)).isEqualTo(1);
  }

  @Test
  void makes_the_root_of_the_hashes_of_all_blocks() throws Exception {
    byte[] file = bytes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    hasher.update(file, 0, file.length);
    hasher.end();

    ByteBuffer all = ByteBuffer.allocate(24);
    all.putLong(hash(file, 0)).putLong(hash(file, 1)).putLong(hash(file, 2));
    assertThat(hashes.root(BYTES)).isEqualTo(sha256(all.array()));
    assertThat(new FileHashes().root(0)).isEqualTo(sha256(new byte[0]));
  }

  @Test
  void goes_on_in_the_middle_and_knows_what_is_missing() {
    byte[] file = bytes();
    BlockHasher hasher = new BlockHasher(1, hashes);
    hasher.update(file, Blocks.BYTES, file.length - Blocks.BYTES);
    hasher.end();

    assertThat(hashes.firstUnknown(0)).isZero();
    assertThat(hashes.get(2)).isEqualTo(hash(file, 2));
    assertThatThrownBy(() -> hashes.root(BYTES)).hasMessageContaining("block 0");
    hashes.forgetFrom(2);
    assertThat(hashes.firstUnknown(1)).isEqualTo(2);
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  /** The checksums of both halves, as the JDK's own classes reckon them. */
  private static long hash(byte[] file, int block) {
    int from = block * Blocks.BYTES;
    int middle = Math.min(from + Blocks.BYTES / 2, file.length);
    int end = Math.min(from + Blocks.BYTES, file.length);
    return crc(file, from, middle) << 32 | crc(file, middle, end);
  }

  private static long crc(byte[] file, int from, int end) {
    CRC32C crc = new CRC32C();
    crc.update(file, from, end - from);
    return crc.getValue();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String hex(long hash) {
    return HexFormat.of().toHexDigits(hash);
  }
}
