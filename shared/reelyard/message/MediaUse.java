package reelyard.message;

/** What a film, or a staging's shelf of uploads, is opened for. */
public enum MediaUse {
  /** What is in it: {@link MediaFacts} as JSON. */
  FACTS,
  /** Its titles and tracks, as HandBrake sees them: {@link MediaScan} as JSON. */
  SCAN,
  /** One picture of it: JPEG. */
  STILL,
  /** Its bytes, also in ranges. */
  PLAY,
  /** A film is brought: the protocol tus, version 1.0.0. */
  UPLOAD
}
