package reelyard.message;

/**
 * Asks for the farm; at most that many waiting and that many ended jobs, 0 for the default of 200.
 */
public record GetFarm(int limit) {}
