package io.qianzhi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows of the house point one way.
@AnalyzeClasses(packages = "io.qianzhi", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("io.qianzhi")
          .layer("edges")
          .definedBy("io.qianzhi.live..", "io.qianzhi.drill..")
          .layer("conduct")
          .definedBy(
              "io.qianzhi.dispatch..",
              "io.qianzhi.plan..",
              "io.qianzhi.command..",
              "io.qianzhi.exercise..")
          .layer("picture")
          .definedBy("io.qianzhi.incident..", "io.qianzhi.unit..", "io.qianzhi.tracking..")
          .layer("alert")
          .definedBy("io.qianzhi.alert..")
          .layer("ground")
          .definedBy("io.qianzhi.timeline..", "io.qianzhi.area..", "io.qianzhi.identity..")
          .layer("base")
          .definedBy("io.qianzhi.geo..", "io.qianzhi.platform..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("edges")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("conduct")
          .mayOnlyBeAccessedByLayers("main", "edges")
          .whereLayer("picture")
          .mayOnlyBeAccessedByLayers("main", "edges", "conduct")
          .whereLayer("alert")
          .mayOnlyBeAccessedByLayers("main", "edges", "conduct", "picture")
          .whereLayer("ground")
          .mayOnlyBeAccessedByLayers("main", "edges", "conduct", "picture", "alert");

  @ArchTest
  static final ArchRule ONLY_STORES_AND_THE_PLATFORM_KNOW_ROWS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.qianzhi.platform..", "io.qianzhi.timeline..")
          .and()
          .haveSimpleNameNotEndingWith("Store")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.vertx.sqlclient.Row");

  @ArchTest
  static final ArchRule GEO_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("io.qianzhi.geo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule NO_UTIL_NO_IMPL_NO_MANAGER_NO_HELPER =
      noClasses().should().haveNameMatching(".*(Util|Utils|Impl|Manager|Helper)$");
}
