package reelyard.scheduler.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileStoreTest extends JobStoreContract {

  @TempDir Path folder;

  @Override
  JobStore open() {
    return Stores.open(
        new StoreConfig("", "", "", 6), folder.resolve("odd ?name#50%&x=1; 'q' é/farm.db"));
  }
}
