package reelyard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The folders are the architecture: who may know whom. */
@AnalyzeClasses(packages = "reelyard", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule shared_words_depend_on_java_alone =
      classes()
          .that()
          .resideInAnyPackage("reelyard.address..", "reelyard.message..", "reelyard.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "reelyard.address..", "reelyard.message..", "reelyard.model..");

  @ArchTest static final ArchRule the_scheduler_knows_no_other_role = knowsNoOtherRole("scheduler");

  @ArchTest static final ArchRule staging_knows_no_other_role = knowsNoOtherRole("staging");

  @ArchTest static final ArchRule the_worker_knows_no_other_role = knowsNoOtherRole("worker");

  @ArchTest static final ArchRule the_web_knows_no_other_role = knowsNoOtherRole("web");

  @ArchTest
  static final ArchRule the_command_line_knows_no_role =
      noClasses()
          .that()
          .resideInAPackage("reelyard.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "reelyard.scheduler..", "reelyard.staging..", "reelyard.worker..", "reelyard.web..");

  @ArchTest
  static final ArchRule only_verticles_the_bus_and_the_node_know_vertx =
      noClasses()
          .that(not(resideInAPackage("reelyard.bus..")))
          .and(not(resideInAPackage("reelyard.node..")))
          .and()
          .haveNameNotMatching(".*Verticle(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule only_the_bus_knows_json =
      noClasses()
          .that(not(resideInAPackage("reelyard.bus..")))
          .and(not(resideInAPackage("reelyard.node..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule nobody_ends_the_jvm_but_its_main_and_its_hooks =
      noClasses()
          .that(not(belongToAnyOf(Main.class)))
          .and(not(resideInAPackage("reelyard.node..")))
          .and(not(resideInAPackage("reelyard.cli..")))
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  private static ArchRule knowsNoOtherRole(String role) {
    return noClasses()
        .that()
        .resideInAPackage("reelyard." + role + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("reelyard..")
                .and(not(resideInAPackage("reelyard." + role + "..")))
                .and(not(resideInAPackage("reelyard.bus..")))
                .and(not(resideInAPackage("reelyard.address..")))
                .and(not(resideInAPackage("reelyard.message..")))
                .and(not(resideInAPackage("reelyard.model.."))));
  }
}
