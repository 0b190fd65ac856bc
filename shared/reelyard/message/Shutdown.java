package reelyard.message;

/** Leave the farm: after what runs when finish is true, else giving it back at once. */
public record Shutdown(String workerId, String incarnation, boolean finish) {}
