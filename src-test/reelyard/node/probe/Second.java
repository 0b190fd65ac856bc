package reelyard.node.probe;

/** An echo of another name, to be deployed after the first. */
public final class Second extends Echo {}
