package reelyard.message;

/** Somebody wants to know the staging hosts. */
public record GetStagings() {}
