package reelyard.scheduler.store;

import java.nio.file.Path;

class MemoryStoreTest extends JobStoreContract {

  @Override
  JobStore open() {
    return Stores.open(new StoreConfig("memory", "", "", 6), (Path) null);
  }
}
