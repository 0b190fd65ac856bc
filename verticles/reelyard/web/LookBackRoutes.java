package reelyard.web;

import static reelyard.model.UserRole.VIEWER;
import static reelyard.web.ApiParameter.number;
import static reelyard.web.ApiParameter.word;
import static reelyard.web.ApiRoutes.LIST_PATIENCE;

import java.util.List;
import reelyard.address.Addresses;
import reelyard.message.GetCommand;
import reelyard.message.GetStatistics;
import reelyard.message.GetThroughput;
import reelyard.message.JobId;
import reelyard.message.ListAlerts;
import reelyard.message.ReadLog;
import reelyard.model.StatisticsBy;

/** The map of what people look back at over HTTP: logs, commands, sums, throughput, alerts. */
final class LookBackRoutes {

  static final int MOST_ATTEMPTS = 1_000_000;

  private static final long LATEST_MILLIS = 100_000_000_000_000_000L;
  private static final String UNKNOWN = "There is no such job, attempt or log.";
  private static final String AWAY = "The worker that keeps it does not answer.";

  static final List<ApiRoute<?, ?>> ALL =
      List.of(
          ApiPlace.of("GET /api/v1/jobs/:id/details", VIEWER, "Tells all of one job")
              .refuses(404, UNKNOWN)
              .asks(Addresses.GET_JOB_DETAILS, r -> new JobId(r.id())),
          ApiPlace.of("GET /api/v1/jobs/:id/log", VIEWER, "Shows a part of HandBrake's log")
              .with(
                  number("attempt", MOST_ATTEMPTS, "counted from 1; the latest when 0"),
                  number(
                      "from",
                      -LATEST_MILLIS,
                      LATEST_MILLIS,
                      "byte where the part begins; negative counts back from the end"),
                  number("most", ReadLog.MOST, "bytes; 65536 when 0"))
              .refuses(404, UNKNOWN)
              .refuses(503, AWAY)
              .asks(Addresses.READ_LOG, LookBackRoutes::log)
              .within(LIST_PATIENCE),
          ApiPlace.of("GET /api/v1/jobs/:id/command", VIEWER, "Shows HandBrake's command")
              .with(number("attempt", MOST_ATTEMPTS, "counted from 1; the latest when 0"))
              .refuses(404, UNKNOWN)
              .asks(
                  Addresses.GET_COMMAND,
                  r -> new GetCommand(r.id(), (int) r.number("attempt", MOST_ATTEMPTS)))
              .within(LIST_PATIENCE),
          ApiPlace.of("GET /api/v1/statistics", VIEWER, "Sums up what was done")
              .with(
                  word("by", StatisticsBy.class, "what has a row; preset when missing"),
                  number("from", LATEST_MILLIS, "milliseconds since 1970; its whole day (UTC)"),
                  number("to", LATEST_MILLIS, "likewise; 0 is now"))
              .asks(Addresses.GET_STATISTICS, LookBackRoutes::statistics)
              .within(LIST_PATIENCE),
          ApiPlace.of("GET /api/v1/throughput", VIEWER, "Shows the last 24 hours by the minute")
              .asks(Addresses.GET_THROUGHPUT, r -> new GetThroughput())
              .within(LIST_PATIENCE),
          ApiPlace.of("GET /api/v1/alerts", VIEWER, "Lists the latest alerts, told or not")
              .with(number("limit", ListAlerts.MOST, "how many at most; 100 when 0"))
              .asks(
                  Addresses.LIST_ALERTS,
                  r -> new ListAlerts((int) r.number("limit", ListAlerts.MOST)))
              .within(LIST_PATIENCE));

  private LookBackRoutes() {}

  private static ReadLog log(ApiRequest r) {
    return new ReadLog(
        r.id(),
        (int) r.number("attempt", MOST_ATTEMPTS),
        r.number("from", -LATEST_MILLIS, LATEST_MILLIS),
        (int) r.number("most", ReadLog.MOST));
  }

  private static GetStatistics statistics(ApiRequest r) {
    return new GetStatistics(
        r.word("by", StatisticsBy.class),
        r.number("from", LATEST_MILLIS),
        r.number("to", LATEST_MILLIS));
  }
}
