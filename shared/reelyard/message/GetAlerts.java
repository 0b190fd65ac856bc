package reelyard.message;

/** Asks for the alerts that nobody was told yet. */
public record GetAlerts() {}
