package reelyard.scheduler.store;

import java.nio.file.Path;
import reelyard.PostgresServer;

class PostgresStoreTest extends JobStoreContract {

  @Override
  JobStore open() {
    return open(PostgresServer.shared().newDatabase(), 6);
  }

  static JobStore open(String url, int leaseSeconds) {
    return Stores.open(
        new StoreConfig(url, PostgresServer.USER, PostgresServer.PASSWORD, leaseSeconds),
        (Path) null);
  }
}
