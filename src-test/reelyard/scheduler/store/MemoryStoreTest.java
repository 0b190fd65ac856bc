package reelyard.scheduler.store;

class MemoryStoreTest extends JobStoreContract {

  @Override
  JobStore open() {
    return Stores.open(new StoreConfig("memory", "", "", 6), null);
  }
}
