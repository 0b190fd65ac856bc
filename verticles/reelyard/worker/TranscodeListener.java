package reelyard.worker;

import java.util.List;
import reelyard.model.Phase;

/** Hears of one run of HandBrakeCLI, one call at a time. */
interface TranscodeListener {

  /**
   * As HandBrake reports.
   *
   * @param percent 0 to 100 of all passes, never less than before; then of its proof, if it needs
   *     one
   * @param etaSeconds to the end of the last pass, -1 when unknown
   * @param fps average so far, 0 when unknown
   * @param pass counts from 1
   */
  void progress(Phase phase, double percent, long etaSeconds, double fps, int pass, int passCount);

  /** Lines of HandBrake's log, gathered for at most 250 ms; firstLine counts from 0. */
  void log(long firstLine, List<String> lines);

  /** HandBrakeCLI is gone and its lane is free; the result is yet to be checked. */
  void processEnded();

  /** The run is over; called once, after everything else. */
  void ended(TranscodeOutcome outcome);
}
