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
    private static final String SERVER = "org.isoflop.server..";
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
                        "org.isoflop.server.http",
                        "org.isoflop.cli");
    }

    @Test
    void theEngineKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CATALOGUE, DATA, CHARTS, SERVER, CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CATALOGUE, DATA, CHARTS, SERVER, CLI)
                .check(ALL);
    }

    @Test
    void theCatalogueKnowsOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(CATALOGUE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DATA, CHARTS, SERVER, CLI)
                .check(ALL);
    }

    @Test
    void dataKnowsOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(DATA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CATALOGUE, CHARTS, SERVER, CLI)
                .check(ALL);
    }

    @Test
    void chartsKnowOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(CHARTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CATALOGUE, DATA, SERVER, CLI)
                .check(ALL);
    }

    @Test
    void theServerKnowsNoCommand() {
        noClasses()
                .that()
                .resideInAPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CHARTS, CLI)
                .check(ALL);
    }

    /** Rooms of the server import downwards: the edge knows all, nobody knows the edge. */
    @Test
    void roomsOfTheServerAreInOrder() {
        String[] order = {"server", "server.reading", "server.question", "server.project", "server.http"};
        for (int i = 0; i < order.length; i++) {
            String[] above = new String[order.length - i - 1];
            for (int j = 0; j < above.length; j++) {
                above[j] = "org.isoflop." + order[i + 1 + j];
            }
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("org.isoflop." + order[i])
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(ALL);
            }
        }
    }

    @Test
    void onlyTheEdgeOfTheServerKnowsHttp() {
        onlyIn("org.isoflop.server.http", "io.javalin..", "org.eclipse.jetty..", "jakarta..", "kotlin..");
    }

    /** So that other commands load nothing of it. */
    @Test
    void onlyServeKnowsTheServer() {
        noClasses()
                .that()
                .resideInAPackage(CLI)
                .and()
                .haveNameNotMatching(".*\\.(Serve\\w*|InProcess|CommandPages)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SERVER)
                .check(ALL);
    }

    /** Names of files lead where the work is bound to: see WorkingFolder. */
    @Test
    void commandsOpenNoFilesThemselves() {
        noClasses()
                .that()
                .resideInAPackage(CLI)
                .and()
                .haveNameNotMatching(".*\\.(Rehearsal|ServeRehearsal|Source)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
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
        onlyIn(DATA, "org.duckdb..", "de.siegmar.fastcsv..");
        noClasses()
                .that()
                .resideOutsideOfPackages(DATA, "org.isoflop.server.project")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(ALL);
    }

    @Test
    void theEngineUsesNothingButTheJdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CATALOGUE, DATA, CHARTS, SERVER, CLI)
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
