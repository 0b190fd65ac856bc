package reelyard.message;

/** One attempt of one job, counted from 1; the number is the fencing token. */
public record AttemptId(String jobId, int attempt) {

  public AttemptId {
    if (jobId == null || !jobId.matches("[a-z0-9]{1,32}")) {
      throw new IllegalArgumentException(
          "jobId must be 1 to 32 lower-case letters and digits, not " + jobId);
    }
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be 1 or more, not " + attempt);
    }
  }

  @Override
  public String toString() {
    return jobId + "." + attempt;
  }
}
