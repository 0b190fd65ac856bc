package reelyard.scheduler;

import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * Random ids of twelve characters that nobody mistakes for each other when read aloud: sixty bits,
 * so that no two of millions of jobs are the same.
 */
final class JobIds implements Supplier<String> {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 12;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
