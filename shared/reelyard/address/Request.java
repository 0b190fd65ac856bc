package reelyard.address;

/** A place on the bus where questions of one type get answers of one type, or a refusal. */
public record Request<Q, A>(String name, Class<Q> question, Class<A> answer) {}
