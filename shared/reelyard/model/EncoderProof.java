package reelyard.model;

/** What a tiny real encode said of a hardware encoder: it works, or the words why not. */
public record EncoderProof(String encoder, boolean works, String words) {}
