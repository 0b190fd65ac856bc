package reelyard.cli;

import java.util.Optional;
import java.util.function.Consumer;
import reelyard.message.PresetList;
import reelyard.message.PresetText;
import reelyard.model.Container;

/** What the presets of a manager's farm write; warns of one that nobody there has. */
final class FarmPresets implements PresetFormats {

  private final PresetClient farm;
  private final Consumer<String> warning;

  FarmPresets(PresetClient farm, Consumer<String> warning) {
    this.farm = farm;
    this.warning = warning;
  }

  @Override
  public Container of(String preset) throws CommandFailure {
    PresetList known = farm.list();
    boolean builtIn =
        known.builtIn().stream()
            .flatMap(category -> category.presets().stream())
            .anyMatch(each -> each.name().equals(preset));
    boolean own = known.own().stream().anyMatch(each -> each.name().equals(preset));
    if (own || !(builtIn || known.builtIn().isEmpty())) {
      Optional<PresetText> text = farm.find(preset);
      if (text.isPresent()) {
        return PresetFile.format(text.get().json()).orElse(Container.MP4);
      }
      warning.accept(
          "no worker has a preset %s, and the farm keeps none of that name: the jobs wait until one has"
                  .formatted(preset)
              + " it (`reelyard presets` lists those that are there)");
    }
    return PresetFormats.byName(preset);
  }
}
