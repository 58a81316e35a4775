package org.isoflop.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Modules import in one direction only, and each outside library is known to the room that needs it. */
class ArchitectureTest {
    private static final String CATALOGUE = "org.isoflop.catalogue..";
    private static final String DATA = "org.isoflop.data..";
    private static final String CHARTS = "org.isoflop.charts..";
    private static final String CLI = "org.isoflop.cli..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.isoflop");

    @Test
    void allModulesAreLookedAt() {
        assertThat(ALL.stream().map(JavaClass::getPackageName))
                .contains(
                        "org.isoflop.fit",
                        "org.isoflop.catalogue",
                        "org.isoflop.data",
                        "org.isoflop.charts",
                        "org.isoflop.cli");
    }

    @Test
    void theEngineKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CATALOGUE, DATA, CHARTS, CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CATALOGUE, DATA, CHARTS, CLI)
                .check(ALL);
    }

    @Test
    void theCatalogueKnowsOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(CATALOGUE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DATA, CHARTS, CLI)
                .check(ALL);
    }

    @Test
    void dataKnowsOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(DATA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CATALOGUE, CHARTS, CLI)
                .check(ALL);
    }

    @Test
    void chartsKnowOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(CHARTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CATALOGUE, DATA, CLI)
                .check(ALL);
    }

    @Test
    void onlyChartsDrawPictures() {
        onlyIn(CHARTS, "com.github.weisj..", "java.awt..", "javax.imageio..");
    }

    @Test
    void onlyTheCommandLineUsesPicocli() {
        onlyIn(CLI, "picocli..");
    }

    @Test
    void onlyDataUsesDuckDbSqlAndFastCsv() {
        onlyIn(DATA, "org.duckdb..", "java.sql..", "de.siegmar.fastcsv..");
    }

    @Test
    void theEngineUsesNothingButTheJdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CATALOGUE, DATA, CHARTS, CLI)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.isoflop..", "java..", "jdk..", "org.jspecify..")
                .check(ALL);
    }

    private static void onlyIn(String room, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(ALL);
    }
}
