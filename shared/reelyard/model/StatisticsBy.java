package reelyard.model;

/** What statistics have a row for. */
public enum StatisticsBy {
  PRESET,
  WORKER,
  USER,
  /** Of the calendar, in UTC; such as 2026-11. */
  MONTH
}
