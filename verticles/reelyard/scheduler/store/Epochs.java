package reelyard.scheduler.store;

import java.sql.SQLException;

/** How databases say that a manager leads no more. */
final class Epochs {

  /** Of our own; the triggers on PostgreSQL raise it too. */
  static final String OVER = "RY001";

  private Epochs() {}

  static boolean isOver(SQLException failure) {
    return OVER.equals(failure.getSQLState());
  }

  static SQLException over(long epoch) {
    return new SQLException("epoch " + epoch + " is over", OVER);
  }
}
