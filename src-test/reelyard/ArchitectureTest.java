package reelyard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The folders are the architecture: who may know whom. */
class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("reelyard");

  private static final JavaClasses TESTS =
      new ClassFileImporter().withImportOption(new OnlyIncludeTests()).importPackages("reelyard");

  @Test
  void shared_words_depend_on_java_alone() {
    check(
        classes()
            .that()
            .resideInAnyPackage("reelyard.address..", "reelyard.message..", "reelyard.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "reelyard.address..", "reelyard.message..", "reelyard.model.."));
  }

  @Test
  void the_scheduler_knows_no_other_role() {
    check(knowsNoOtherRole("scheduler"));
  }

  @Test
  void staging_knows_no_other_role() {
    check(knowsNoOtherRole("staging"));
  }

  @Test
  void the_worker_knows_no_other_role() {
    check(knowsNoOtherRole("worker"));
  }

  @Test
  void the_web_knows_no_other_role() {
    check(knowsNoOtherRole("web"));
  }

  @Test
  void the_alerts_know_no_other_role() {
    check(knowsNoOtherRole("alert"));
  }

  @Test
  void the_drop_box_knows_no_other_role() {
    check(knowsNoOtherRole("dropbox").allowEmptyShould(true));
  }

  @Test
  void the_gateway_knows_no_other_role() {
    check(knowsNoOtherRole("gateway"));
  }

  @Test
  void what_roles_share_knows_no_role() {
    for (String shared : new String[] {"hash", "ftp", "tls", "login", "process"}) {
      check(knowsNoOtherRole(shared).allowEmptyShould(true));
    }
  }

  @Test
  void the_command_line_knows_no_role() {
    check(
        noClasses()
            .that()
            .resideInAPackage("reelyard.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "reelyard.scheduler..",
                "reelyard.staging..",
                "reelyard.worker..",
                "reelyard.web..",
                "reelyard.dropbox..",
                "reelyard.gateway..",
                "reelyard.alert.."));
  }

  @Test
  void only_verticles_the_bus_the_node_and_the_web_know_vertx() {
    check(
        noClasses()
            .that(not(resideInAPackage("reelyard.bus..")))
            .and(not(resideInAPackage("reelyard.web..")))
            .and(not(resideInAPackage("reelyard.node..")))
            .and(not(resideInAPackage("reelyard.web..")))
            .and()
            .haveNameNotMatching(".*Verticle(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.."));
  }

  @Test
  void messages_become_json_on_the_bus_alone() {
    check(
        noClasses()
            .that(not(resideInAPackage("reelyard.bus..")))
            // The worker reads what HandBrake and ffprobe print, the node its configuration.
            .and(not(resideInAPackage("reelyard.worker..")))
            .and(not(resideInAPackage("reelyard.node..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.."));
  }

  @Test
  void nobody_sleeps() {
    ArchRule rule = noClasses().should().callMethod(Thread.class, "sleep", long.class);
    rule.check(PROGRAM);
    rule.check(TESTS);
  }

  @Test
  void nobody_ends_the_jvm_but_its_main_and_its_hooks() {
    check(
        noClasses()
            .that(not(belongToAnyOf(Main.class)))
            .and(not(resideInAPackage("reelyard.node..")))
            .and(not(resideInAPackage("reelyard.cli..")))
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  private static void check(ArchRule rule) {
    rule.check(PROGRAM);
  }

  private static ArchRule knowsNoOtherRole(String role) {
    return noClasses()
        .that()
        .resideInAPackage("reelyard." + role + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("reelyard..")
                .and(not(resideInAPackage("reelyard." + role + "..")))
                .and(not(resideInAPackage("reelyard.bus..")))
                .and(not(resideInAPackage("reelyard.hash..")))
                .and(not(resideInAPackage("reelyard.ftp..")))
                .and(not(resideInAPackage("reelyard.tls..")))
                .and(not(resideInAPackage("reelyard.login..")))
                .and(not(resideInAPackage("reelyard.process..")))
                .and(not(resideInAPackage("reelyard.address..")))
                .and(not(resideInAPackage("reelyard.message..")))
                .and(not(resideInAPackage("reelyard.model.."))));
  }
}
