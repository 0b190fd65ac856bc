package reelyard.message;

import java.util.List;
import reelyard.model.Alert;

/** Alerts that nobody was told yet, oldest first. */
public record PendingAlerts(List<Alert> alerts) {}
