package reelyard.message;

import java.util.List;
import reelyard.model.StatisticsBy;

/** What the farm did: months in their order, all else by what was done most. */
public record Statistics(StatisticsBy by, List<StatisticsRow> rows) {}
