package reelyard.scheduler.forecast;

/** What a learned factor holds for, with how far such factors usually are from 1. */
enum Scope {
  /** Everything; its factor is on the first guess. */
  FARM(1.5, 50),
  /** A preset with its options, whatever the source. */
  RECIPE(1, 50),
  /** A preset with its options and the source's type. */
  KIND(0.15, 30),
  /** One worker, whatever the work. */
  WORKER(0.6, 10),
  /** One kind of work at one worker: what its hardware likes and what not. */
  WORKER_KIND(0.1, 10),
  /** Nothing: stands where a model has no such factor. */
  NOTHING(0, 0);

  /** Variance of the logarithm before anything is known. */
  final double prior;

  /** So many samples are remembered; so the factor follows when the world changes. */
  final int memory;

  Scope(double prior, int memory) {
    this.prior = prior;
    this.memory = memory;
  }
}
