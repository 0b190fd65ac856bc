package reelyard.ftp;

/** How much may move: 0 is no limit, a megabyte is 1,000,000 bytes. */
public record BandwidthRates(double totalMegabytesPerSecond, double perWorkerMegabytesPerSecond) {

  public BandwidthRates {
    BandwidthLimits.check("totalMegabytesPerSecond", totalMegabytesPerSecond);
    BandwidthLimits.check("perWorkerMegabytesPerSecond", perWorkerMegabytesPerSecond);
  }
}
