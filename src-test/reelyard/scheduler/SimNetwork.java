package reelyard.scheduler;

/** Loses, doubles, delays and so reorders messages, as long as there shall be faults. */
final class SimNetwork {

  private final SimAgenda agenda;
  private final SimDice dice;
  private boolean faulty = true;

  SimNetwork(SimAgenda agenda, SimDice dice) {
    this.agenda = agenda;
    this.dice = dice;
  }

  void faulty(boolean yes) {
    faulty = yes;
  }

  void send(Runnable arrival) {
    if (faulty && dice.onceIn(33)) {
      return;
    }
    agenda.in(delay(), arrival);
    if (faulty && dice.onceIn(50)) {
      agenda.in(delay(), arrival);
    }
  }

  private long delay() {
    if (faulty && dice.onceIn(20)) {
      return dice.onceIn(10) ? dice.between(1_000, 90_000) : dice.between(10, 3_000);
    }
    return dice.between(1, 20);
  }
}
