package reelyard.message;

import java.util.List;
import reelyard.model.JobSpec;
import reelyard.model.Needs;
import reelyard.model.StageTimes;

/**
 * All of a job.
 *
 * @param spec what was asked for, without the text of its preset and whom it tells
 * @param ownPreset whether it brought a preset's text
 * @param arguments HandBrake's, without program, input, output and preset file
 * @param failures attempts that failed so far
 * @param losses attempts that ended with their workers
 * @param avoid workers that failed it
 * @param after the jobs that must be complete first
 * @param before live jobs that wait for this one, at most {@value #MOST}
 * @param why what holds it up; empty lists when nothing does
 * @param times of the live attempt's stages; null when none lives, or the manager was started anew
 *     meanwhile
 */
public record JobDetails(
    JobView job,
    JobSpec spec,
    boolean ownPreset,
    List<String> arguments,
    Needs needs,
    int failures,
    int losses,
    List<String> avoid,
    List<JobLink> after,
    List<JobLink> before,
    Explanation why,
    StageTimes times) {

  public static final int MOST = 100;
}
