package reelyard.web;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a farm of its own, and all tests of a class one browser; JUnit closes both. */
final class PageFarms implements ParameterResolver {

  private static final Namespace HERE = Namespace.create(PageFarms.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == PageFarm.class;
  }

  @Override
  public PageFarm resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Chromium chromium =
        test.getParent()
            .orElseThrow()
            .getStore(HERE)
            .getOrComputeIfAbsent(Chromium.class, none -> new Chromium(), Chromium.class);
    try {
      PageFarm farm = new PageFarm(chromium);
      test.getStore(HERE).put(PageFarm.class, farm);
      return farm;
    } catch (Exception e) {
      throw new ParameterResolutionException("no farm could be started", e);
    }
  }
}
