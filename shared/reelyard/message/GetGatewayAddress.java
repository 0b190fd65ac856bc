package reelyard.message;

/** Asks where programs reach the bus. */
public record GetGatewayAddress() {}
