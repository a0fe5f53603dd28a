package dev.catenary.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.catenary.capture.Sensors;
import dev.catenary.capture.sensor.SensorDescription;
import java.util.Arrays;
import java.util.stream.Stream;

/** Holds the table of ARCHITECTURE.md: who may import whom. */
@AnalyzeClasses(packages = "dev.catenary", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyTableTest {
  private static final String PROTO = "dev.catenary.proto..";
  private static final String DURABLE = "dev.catenary.durable..";
  private static final String CAPTURE = "dev.catenary.capture..";
  private static final String INFERENCE = "dev.catenary.inference..";
  private static final String TRAINING = "dev.catenary.inference.training..";
  private static final String UPLINK = "dev.catenary.uplink..";
  private static final String DEVICE = "dev.catenary.device..";
  private static final String SIMULATOR = "dev.catenary.simulator..";
  private static final String GRANTS = "dev.catenary.grants..";
  private static final String RELEASE = "dev.catenary.release..";
  private static final String PROVING = "dev.catenary.proving..";

  /** The rooms of the device that run without anybody looking. */
  private static final String[] MACHINE = {
    "dev.catenary.device.assembly..",
    "dev.catenary.device.board..",
    "dev.catenary.device.cloud..",
    "dev.catenary.device.config..",
    "dev.catenary.device.export..",
    "dev.catenary.device.flow..",
    "dev.catenary.device.health..",
    "dev.catenary.device.json..",
    "dev.catenary.device.log..",
    "dev.catenary.device.mission..",
    "dev.catenary.device.place..",
    "dev.catenary.device.recording..",
    "dev.catenary.device.selftest..",
    "dev.catenary.device.stage..",
    "dev.catenary.device.store..",
    "dev.catenary.device.support..",
    "dev.catenary.device.update..",
  };

  private static final String PAGE = "dev.catenary.device.page..";

  /** The rooms of the device that a person or the service manager enters by. */
  private static final String[] OPERATOR = {
    "dev.catenary.device",
    "dev.catenary.device.bench..",
    "dev.catenary.device.cli..",
    "dev.catenary.device.doctor..",
    "dev.catenary.device.findings..",
    "dev.catenary.device.service..",
  };

  @ArchTest
  static final ArchRule noPackagesFormACycle =
      slices().matching("dev.catenary.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyRoomOfTheDeviceHasItsPlace =
      classes()
          .that()
          .resideInAPackage(DEVICE)
          .should()
          .resideInAnyPackage(
              Stream.of(MACHINE, new String[] {PAGE}, OPERATOR)
                  .flatMap(Stream::of)
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule theMachineKnowsNeitherItsPageNorItsOperator =
      noClasses()
          .that()
          .resideInAnyPackage(MACHINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(Stream.of(PAGE), Stream.of(OPERATOR)).toArray(String[]::new));

  @ArchTest
  static final ArchRule thePageKnowsNoOperator =
      noClasses()
          .that()
          .resideInAPackage(PAGE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OPERATOR);

  @ArchTest
  static final ArchRule theStagesKnowNotWhoBuildsThem =
      noClasses()
          .that()
          .resideInAPackage("dev.catenary.device.flow..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.catenary.device.assembly..");

  @ArchTest
  static final ArchRule nobodyImportsWhatProvesTheMachine =
      noClasses()
          .that()
          .resideOutsideOfPackage(PROVING)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PROVING);

  @ArchTest
  static final ArchRule protoSeesNobodyAndOpensNothing =
      noClasses()
          .that()
          .resideInAPackage(PROTO)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              CAPTURE,
              DURABLE,
              INFERENCE,
              UPLINK,
              DEVICE,
              SIMULATOR,
              "java.net..",
              "java.nio.file..");

  @ArchTest
  static final ArchRule whatMakesFilesDurableKnowsProtoAlone =
      noClasses()
          .that()
          .resideInAPackage(DURABLE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CAPTURE, INFERENCE, UPLINK, DEVICE, SIMULATOR, "java.net..");

  @ArchTest
  static final ArchRule captureSeesNoSiblingNorTheCloud =
      noClasses()
          .that()
          .resideInAPackage(CAPTURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              INFERENCE, UPLINK, DEVICE, SIMULATOR, "software.amazon..", "ai.onnxruntime..");

  @ArchTest
  static final ArchRule inferenceSeesNoSiblingAndNoNetwork =
      noClasses()
          .that()
          .resideInAPackage(INFERENCE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              CAPTURE, UPLINK, DEVICE, SIMULATOR, "java.net..", "io.netty..", "software.amazon..");

  @ArchTest
  static final ArchRule nothingOfTheServiceKnowsHowAModelIsTrained =
      noClasses()
          .that()
          .resideOutsideOfPackage(TRAINING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TRAINING, "ai.djl..");

  @ArchTest
  static final ArchRule trainingSeesOnlyTheInferenceItTrainsFor =
      noClasses()
          .that()
          .resideInAPackage(TRAINING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CAPTURE, UPLINK, DEVICE, SIMULATOR, "java.net..");

  @ArchTest
  static final ArchRule uplinkSeesNoSibling =
      noClasses()
          .that()
          .resideInAPackage(UPLINK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CAPTURE, INFERENCE, DEVICE, SIMULATOR, "ai.onnxruntime..");

  @ArchTest
  static final ArchRule whatComesBeforeTheDiskKnowsNoNetwork =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.catenary.uplink.laz..",
              "dev.catenary.uplink.chunk..",
              "dev.catenary.uplink.spool..",
              "dev.catenary.uplink.order..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..",
              "software.amazon..",
              "dev.catenary.uplink.transfer..",
              "dev.catenary.uplink.iot..",
              "dev.catenary.uplink.grant..");

  @ArchTest
  static final ArchRule onlyWhatProvesTheMachineImportsTheDevice =
      noClasses()
          .that()
          .resideOutsideOfPackages(DEVICE, PROVING, RELEASE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DEVICE);

  @ArchTest
  static final ArchRule theSimulatorIsNoPartOfTheService =
      noClasses()
          .that()
          .resideInAPackage(SIMULATOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROTO, CAPTURE, INFERENCE, UPLINK, DEVICE);

  @ArchTest
  static final ArchRule theGrantServiceKnowsOnlyTheMessages =
      noClasses()
          .that()
          .resideInAPackage(GRANTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CAPTURE, INFERENCE, UPLINK, DEVICE, SIMULATOR);

  @ArchTest
  static final ArchRule nobodyImportsTheGrantService =
      noClasses()
          .that()
          .resideOutsideOfPackage(GRANTS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(GRANTS);

  /** The folders of the sensors that are listed. */
  private static final String[] SENSORS =
      Sensors.ALL.stream()
          .map(sensor -> sensor.getClass().getPackageName())
          .distinct()
          .toArray(String[]::new);

  @ArchTest
  static final ArchRule sensorsKnowNothingOfEachOther =
      slices().assignedFrom(new SensorFolders(SENSORS)).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule onlyTheListNamesASensor =
      noClasses()
          .that()
          .resideOutsideOfPackages(SENSORS)
          .and()
          .doNotHaveFullyQualifiedName(Sensors.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SENSORS);

  @ArchTest
  static final ArchRule everySensorThereIsIsListed =
      classes()
          .that()
          .implement(SensorDescription.class)
          .should()
          .resideInAnyPackage(SENSORS)
          .andShould()
          .bePublic();

  /** One slice a sensor. */
  private record SensorFolders(String[] folders) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return Arrays.stream(folders)
          .filter(javaClass.getPackageName()::equals)
          .findFirst()
          .map(SliceIdentifier::of)
          .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
      return "each sensor's folder";
    }
  }

  @ArchTest
  static final ArchRule whoReleasesKnowsOfTheDeviceItsUpdatesAlone =
      noClasses()
          .that()
          .resideInAPackage(RELEASE)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are of the device, but not of its updates",
                  named ->
                      named.getPackageName().startsWith("dev.catenary.device")
                          && !named.getPackageName().startsWith("dev.catenary.device.update")));

  @ArchTest
  static final ArchRule updatesTrustNeedsNothingOfTheDevice =
      noClasses()
          .that()
          .resideInAPackage("dev.catenary.device.update..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are ours, but neither of updates nor the writer of small files",
                  named ->
                      named.getPackageName().startsWith("dev.catenary")
                          && !named.getPackageName().equals("dev.catenary.durable")
                          && !named.getPackageName().startsWith("dev.catenary.device.update")));
}
