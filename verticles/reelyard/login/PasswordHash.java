package reelyard.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as they are kept: PBKDF2 with HMAC-SHA512, of the JDK, with a salt of its own for each
 * and as many rounds as OWASP asks for (Password Storage Cheat Sheet). Written as {@code
 * $pbkdf2-sha512$ROUNDS$SALT$HASH}.
 */
public final class PasswordHash {

  static final int ROUNDS = 210_000;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MOST_ROUNDS = 10_000_000;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 128;

  private static final Pattern WRITTEN =
      Pattern.compile("\\$pbkdf2-sha512\\$([0-9]{1,8})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private static final SecureRandom RANDOM = new SecureRandom();

  private PasswordHash() {}

  /**
   * A new password, as it is kept.
   *
   * @throws IllegalArgumentException when it is too short to be one
   */
  public static String of(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a password has %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a password has no control characters");
    }
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return written(ROUNDS, salt, hash(password, salt, ROUNDS));
  }

  /** What no password matches, at the usual expense. */
  static String ofNobody() {
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    RANDOM.nextBytes(salt);
    RANDOM.nextBytes(hash);
    return written(ROUNDS, salt, hash);
  }

  /** Whether this is the password; takes a tenth of a second or so, whatever the answer. */
  public static boolean matches(String password, String kept) {
    Matcher parts = WRITTEN.matcher(kept);
    if (password.length() > LONGEST || !parts.matches()) {
      return false;
    }
    int rounds = Integer.parseInt(parts.group(1));
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(2));
    byte[] hash = Base64.getDecoder().decode(parts.group(3));
    return MessageDigest.isEqual(hash, hash(password, salt, rounds));
  }

  private static String written(int rounds, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha512$%d$%s$%s"
        .formatted(rounds, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  // The same letters come in several spellings, depending on the keyboard's system.
  private static byte[] hash(String password, byte[] salt, int rounds) {
    char[] letters = Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray();
    PBEKeySpec spec = new PBEKeySpec(letters, salt, rounds, HASH_BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2 with HMAC-SHA512", e);
    } finally {
      spec.clearPassword();
    }
  }
}
