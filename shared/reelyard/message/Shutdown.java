package reelyard.message;

import java.util.Objects;

/** Leave the farm: after what runs when finish is true, else giving it back at once. */
public record Shutdown(String workerId, String incarnation, boolean finish) {

  public Shutdown {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
  }
}
