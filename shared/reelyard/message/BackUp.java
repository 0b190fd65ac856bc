package reelyard.message;

import java.util.Objects;

/**
 * Asks for a consistent copy of the store in this file, which must not exist yet; the path is one
 * of the manager's host.
 */
public record BackUp(String file) {

  public BackUp {
    Objects.requireNonNull(file, "file is missing");
  }
}
