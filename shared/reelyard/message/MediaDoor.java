package reelyard.message;

/**
 * A door that opens once, within half a minute.
 *
 * @param url to ask by HTTP
 * @param token for the header {@code Authorization: Bearer}
 * @param fingerprint SHA-256 of the door's certificate, 64 hexadecimal digits; null where it is
 *     plain
 */
public record MediaDoor(String url, String token, String fingerprint) {

  /** Never shows the token. */
  @Override
  public String toString() {
    return "MediaDoor[" + url + "]";
  }
}
