package reelyard.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import reelyard.message.AlertList;
import reelyard.message.GetStatistics;
import reelyard.message.JobCommandLine;
import reelyard.message.JobDetails;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;
import reelyard.message.Statistics;
import reelyard.message.Throughput;

/** What is asked of a manager about what was, and about one job in full. */
final class LookBackClient {

  private final ManagerLink link;

  LookBackClient(ManagerLink link) {
    this.link = link;
  }

  JobDetails details(String job) throws CommandFailure {
    return link.get(path(job, "details"), Map.of(), JobDetails.class);
  }

  LogPart log(ReadLog wanted) throws CommandFailure {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("attempt", wanted.attempt());
    query.put("from", wanted.fromByte());
    query.put("most", wanted.mostBytes());
    return link.get(path(wanted.jobId(), "log"), query, LogPart.class);
  }

  JobCommandLine command(String job, int attempt) throws CommandFailure {
    return link.get(path(job, "command"), Map.of("attempt", attempt), JobCommandLine.class);
  }

  Statistics statistics(GetStatistics wanted) throws CommandFailure {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("by", wanted.by());
    query.put("from", wanted.fromMillis());
    return link.get("api/v1/statistics", query, Statistics.class);
  }

  Throughput throughput() throws CommandFailure {
    return link.get("api/v1/throughput", Map.of(), Throughput.class);
  }

  AlertList alerts(int limit) throws CommandFailure {
    return link.get("api/v1/alerts", Map.of("limit", limit), AlertList.class);
  }

  private static String path(String job, String what) {
    return "api/v1/jobs/" + ManagerLink.segment(job) + "/" + what;
  }
}
