package reelyard.worker;

/** Hears how an attempt moves through the lanes. */
interface AttemptListener {

  /** Its input is here. */
  void fetched(Attempt attempt);

  /** A good result of an earlier attempt is here instead of its input, and waits to be returned. */
  void adopted(Attempt attempt);

  /**
   * Its input does not fit into scratch now. True when it shall wait for {@link
   * Attempt#fetchAgain}; it keeps its lane.
   *
   * @param mayCome whether the disk is large enough at all
   */
  boolean waitsForRoom(Attempt attempt, boolean mayCome);

  /** It shall begin no further stage until it may again; called only while it is in the lanes. */
  void pauses(Attempt attempt, boolean wanted);

  /** Its HandBrakeCLI is paused, and goes on at {@link Attempt#goOn} only. */
  void held(Attempt attempt);

  /** Its HandBrakeCLI is gone; its result is being checked. */
  void processEnded(Attempt attempt);

  /** Its result is good and waits to be returned. */
  void checked(Attempt attempt);

  /** It needs no lane any more. Comes once, perhaps before it is gone. */
  void leftLanes(Attempt attempt);

  /** It is over, and nothing of it is left in scratch. Comes once, last. */
  void gone(Attempt attempt);

  /** It failed in a way that lets doubt whether this worker can work at all. */
  void doubt(String why);
}
