package reelyard.login;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import reelyard.model.UserRole;

/**
 * What a program proves itself by instead of a password, until a given time. Only the hash of its
 * secret is kept: 256 random bits need no salt and no slow hash.
 *
 * @param role the word of a {@link UserRole}, or {@value #WORKER}
 * @param hash of its secret: SHA-256, hexadecimal
 * @param createdMillis since 1970
 * @param endsMillis since 1970; from then on it is none
 */
public record Token(String name, String role, String hash, long createdMillis, long endsMillis) {

  /** The role of what a worker joins the farm by; good for nothing else. */
  public static final String WORKER = "worker";

  private static final String PREFIX = "ry_";
  private static final int SECRET_BYTES = 32;
  private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  public Token {
    if (name == null || !name.matches("[a-z0-9][a-z0-9._-]{0,31}")) {
      throw new IllegalArgumentException(
          "a token's name must be lower-case letters, digits, '.', '_' and '-', at most 32, not "
              + name);
    }
    if (role == null) {
      throw new IllegalArgumentException("role is missing");
    }
    role = role.toLowerCase(Locale.ROOT);
    if (!role.equals(WORKER)) {
      try {
        UserRole.of(role);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "a token's role is viewer, submitter, operator, admin or worker, not " + role, e);
      }
    }
    if (hash == null || !hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("hash must be 64 hexadecimal digits");
    }
  }

  /** A new secret, such as nobody guesses. */
  public static String newSecret() {
    byte[] random = new byte[SECRET_BYTES];
    RANDOM.nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** As a secret is kept. */
  public static String hash(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  static boolean isSecret(String text) {
    return text != null && SECRET.matcher(text).matches();
  }

  /** As whom it speaks; empty for a worker's, which does not. */
  public Optional<UserRole> speaksAs() {
    return role.equals(WORKER) ? Optional.empty() : Optional.of(UserRole.of(role));
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "Token[" + name + ", " + role + "]";
  }
}
