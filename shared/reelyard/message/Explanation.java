package reelyard.message;

import java.util.List;

/**
 * Why a job is not running: what holds it back wherever it would run (empty when nothing does), and
 * the first reason of each worker.
 */
public record Explanation(String jobId, String headline, List<WorkerReason> workers) {}
