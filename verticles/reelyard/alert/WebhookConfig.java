package reelyard.alert;

import java.net.URI;
import java.util.Base64;

/**
 * One receiver of webhooks.
 *
 * @param secret what its messages are signed with, as Standard Webhooks writes it: whsec_ and 24 to
 *     64 bytes in base64; empty while only the environment knows it
 */
public record WebhookConfig(String url, String secret) {

  private static final String PREFIX = "whsec_";
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  public WebhookConfig {
    checkUrl(url);
    secret = secret == null ? "" : secret;
    if (!secret.isEmpty() && key(secret) == null) {
      throw new IllegalArgumentException(
          "secret must be whsec_ and 24 to 64 bytes in base64; make one with"
              + " echo whsec_$(openssl rand -base64 32)");
    }
  }

  // Whoever knows the address may be whom the receiver trusts, so no message repeats it.
  private static void checkUrl(String url) {
    URI uri;
    try {
      uri = URI.create(url == null ? "" : url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url is not an address as a browser takes it", null);
    }
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "url must begin with https:// (or http://) and the name of a machine");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url must not hold a user or a password: the signature says who speaks");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("url must not hold a part after '#'");
    }
  }

  byte[] key() {
    return key(secret);
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return null;
    }
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      return key.length < FEWEST_BYTES || key.length > MOST_BYTES ? null : key;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Without what only the receiver may know. */
  @Override
  public String toString() {
    return "WebhookConfig[" + URI.create(url).getHost() + "]";
  }
}
