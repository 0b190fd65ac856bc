package reelyard.address;

/** A place on the bus where messages of one type are said, expecting no answer. */
public record Address<M>(String name, Class<M> type) {}
