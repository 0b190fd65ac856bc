package reelyard.web;

import static reelyard.model.UserRole.OPERATOR;
import static reelyard.model.UserRole.VIEWER;
import static reelyard.web.ApiParameter.number;
import static reelyard.web.ApiRoutes.LIST_PATIENCE;

import java.util.List;
import reelyard.address.Addresses;
import reelyard.message.DropPreset;
import reelyard.message.GetPreset;
import reelyard.message.ImportPresets;
import reelyard.message.ListPresets;
import reelyard.message.PutPreset;

/** The map of what is done with presets over HTTP. */
final class PresetRoutes {

  private static final int MOST_VERSIONS = 1_000_000;
  private static final String EXAMPLE = "{\"json\": \"{\\\"PresetList\\\": […], …}\"}";
  private static final String UNKNOWN = "There is no such preset.";

  static final List<ApiRoute<?, ?>> ALL =
      List.of(
          ApiPlace.of("GET /api/v1/presets", VIEWER, "Lists HandBrake's presets, and people's own")
              .asks(Addresses.LIST_PRESETS, r -> new ListPresets())
              .within(LIST_PATIENCE),
          ApiPlace.of(
                  "POST /api/v1/presets/import",
                  OPERATOR,
                  "Keeps the presets of a file that HandBrake exported")
              .body(ImportPresets.class)
              .asks(Addresses.IMPORT_PRESETS, PresetRoutes::file)
              .within(LIST_PATIENCE),
          ApiPlace.of("GET /api/v1/presets/:name", VIEWER, "Shows all of one preset")
              .with(number("version", MOST_VERSIONS, "of one's own; the latest when 0"))
              .refuses(404, UNKNOWN)
              .refuses(503, "No worker is there whose HandBrake could be asked.")
              .asks(
                  Addresses.GET_PRESET,
                  r -> new GetPreset(r.id(), (int) r.number("version", MOST_VERSIONS)))
              .within(LIST_PATIENCE),
          ApiPlace.of(
                  "PUT /api/v1/presets/:name",
                  OPERATOR,
                  "Keeps a preset of one's own, or a new version of it")
              .body(PutPreset.class)
              .refuses(409, "HandBrake has a preset of this name, or there are too many.")
              .asks(Addresses.PUT_PRESET, PresetRoutes::preset)
              .within(LIST_PATIENCE),
          ApiPlace.of(
                  "DELETE /api/v1/presets/:name",
                  OPERATOR,
                  "Forgets a preset of one's own; jobs that have it keep it")
              .refuses(404, UNKNOWN)
              .asks(Addresses.DROP_PRESET, r -> new DropPreset(r.id()))
              .within(LIST_PATIENCE));

  private PresetRoutes() {}

  private static ImportPresets file(ApiRequest r) {
    return new ImportPresets(r.body(ImportPresets.class, EXAMPLE).json(), r.visitor().name());
  }

  private static PutPreset preset(ApiRequest r) {
    PutPreset body = r.body(PutPreset.class, EXAMPLE);
    if (body.name() != null && !body.name().equals(r.id())) {
      throw ApiRequest.bad("name: differs from the name in the path: send one of them");
    }
    return new PutPreset(r.id(), body.description(), body.json(), r.visitor().name());
  }
}
