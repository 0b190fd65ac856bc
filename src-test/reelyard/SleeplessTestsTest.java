package reelyard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Tests wait for what happens, never for a time. */
@AnalyzeClasses(packages = "reelyard", importOptions = OnlyIncludeTests.class)
class SleeplessTestsTest {

  @ArchTest
  static final ArchRule no_test_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
