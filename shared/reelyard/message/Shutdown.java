package reelyard.message;

import java.util.Objects;

/**
 * Leave the farm: after what runs when finish is true, else giving it back at once. Not obeyed
 * after the deadline, in milliseconds since 1970 by the scheduler's clock; 0 for none.
 */
public record Shutdown(String workerId, String incarnation, boolean finish, long deadlineMillis) {

  public Shutdown {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
  }
}
