package reelyard.ftp;

/**
 * What holds for the data connections of all sessions of a server.
 *
 * @param tls null: plain connections only
 */
record DataTerms(
    PassiveConnections ports,
    IdleWatch watch,
    ControlTls tls,
    Bandwidth bandwidth,
    Refusals refusals) {}
