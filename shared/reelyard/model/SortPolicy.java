package reelyard.model;

/** In which order jobs of the same priority wait. */
public enum SortPolicy {
  /** First come, first served, as people moved them. */
  AGE,
  /** The fewest bytes of source first. */
  SMALLEST,
  /** The shortest expected work first. */
  SHORTEST
}
