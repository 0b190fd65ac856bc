package reelyard.message;

import java.util.List;
import reelyard.model.Alert;

/** The latest alerts, latest first, without whom their jobs tell. */
public record AlertList(List<Alert> alerts) {

  /** Whom jobs tell is their users' business. */
  public static AlertList withoutAddresses(List<Alert> alerts) {
    return new AlertList(alerts.stream().map(Alert::withoutAddresses).toList());
  }
}
