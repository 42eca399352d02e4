package io.github.altprop.jobs.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Which package may know which: section 1 of the design. */
@AnalyzeClasses(packages = "io.github.altprop", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule DL4J_STAYS_BEHIND_ITS_BRIDGE =
      onlyIn(new String[] {"io.github.altprop.jobs.dl4j.."}, "org.deeplearning4j..");

  @ArchTest
  static final ArchRule ND4J_STAYS_BEHIND_ITS_ENGINE_THE_DL4J_BRIDGE_AND_ONNX_FILES =
      onlyIn(
          new String[] {
            "io.github.altprop.training.tensor.nd4j..",
            "io.github.altprop.jobs.dl4j..",
            "io.github.altprop.jobs.onnx.."
          },
          "org.nd4j..");

  @ArchTest
  static final ArchRule ONNX_FILES_TAKE_THEIR_MESSAGES_ALONE_FROM_ND4J =
      noClasses()
          .that()
          .resideInAPackage("io.github.altprop.jobs.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nd4j.linalg..");

  @ArchTest
  static final ArchRule ONNX_MESSAGES_STAY_IN_ONNX_FILES =
      onlyIn(new String[] {"io.github.altprop.jobs.onnx.."}, "onnx..");

  @ArchTest
  static final ArchRule OPENBLAS_AND_ONEDNN_STAY_BEHIND_THE_PROCESSORS_ENGINE_AND_THE_DL4J_BRIDGE =
      onlyIn(
          new String[] {"io.github.altprop.training.tensor.cpu..", "io.github.altprop.jobs.dl4j.."},
          "org.bytedeco.openblas..",
          "org.bytedeco.dnnl..");

  @ArchTest
  static final ArchRule NATIVE_LIBRARIES_STAY_BEHIND_THE_ENGINES_AND_THE_IMAGE_DECODER =
      onlyIn(
          new String[] {
            "io.github.altprop.training.tensor.cpu..",
            "io.github.altprop.training.tensor.nd4j..",
            "io.github.altprop.jobs.dl4j..",
            "io.github.altprop.preprocessing.image.."
          },
          "org.bytedeco..");

  @ArchTest
  static final ArchRule CUDA_STAYS_BEHIND_ITS_ENGINE =
      onlyIn(new String[] {"io.github.altprop.training.tensor.cuda.."}, "com.sun.jna..");

  @ArchTest
  static final ArchRule ENGINES_ARE_FOUND_NOT_NAMED =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.altprop.training.tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.altprop.training.tensor.cpu..",
              "io.github.altprop.training.tensor.cuda..",
              "io.github.altprop.training.tensor.nd4j..");

  @ArchTest
  static final ArchRule ONLY_JOBS_KNOW_SPARK_HADOOP_PICOCLI_AND_YAML =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.altprop.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.apache.parquet..",
              "scala..",
              "picocli..",
              "org.yaml..",
              "com.fasterxml.jackson.dataformat..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.altprop.jobs.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule PREPROCESSING_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.github.altprop.preprocessing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.altprop.training..",
              "io.github.altprop.evaluation..",
              "io.github.altprop.jobs..");

  @ArchTest
  static final ArchRule TRAINING_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.github.altprop.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.altprop.preprocessing..",
              "io.github.altprop.evaluation..",
              "io.github.altprop.jobs..");

  @ArchTest
  static final ArchRule EVALUATION_KNOWS_TRAINING_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.github.altprop.evaluation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.altprop.preprocessing..", "io.github.altprop.jobs..");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("io.github.altprop.(**)").namingSlices("$1").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PACKAGES_SAY_WHAT_THEY_ARE_ABOUT =
      noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..core..");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_THINGS_ARE =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)");

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_DESCRIBED =
      classes().that(areNoPackageInfo()).should(liveInADescribedPackage());

  private static ArchRule onlyIn(String[] packages, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static DescribedPredicate<JavaClass> areNoPackageInfo() {
    return DescribedPredicate.describe(
        "are classes", type -> !type.getSimpleName().equals("package-info"));
  }

  private static ArchCondition<JavaClass> liveInADescribedPackage() {
    return new ArchCondition<>("live in a package with a package-info.java") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String resource = "/" + type.getPackageName().replace('.', '/') + "/package-info.class";
        boolean described = ArchitectureTest.class.getResource(resource) != null;
        events.add(
            new SimpleConditionEvent(type, described, type.getPackageName() + " is undescribed"));
      }
    };
  }
}
