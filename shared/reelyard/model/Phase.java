package reelyard.model;

/** What happens within a stage. */
public enum Phase {
  WAITING,
  TRANSFERRING,
  SCANNING,
  ENCODING,
  MUXING,
  CHECKING
}
