package reelyard.node;

import java.util.List;

/** The section "cluster" of the configuration; config/reelyard.yaml explains each key. */
public record ClusterConfig(
    String host, int port, int portCount, int busPort, List<String> members) {}
