package org.isoflop;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rooms of the engine import in one direction only. */
class ArchitectureTest {
    /** Each may import only what stands before it. */
    private static final List<String> ORDER = List.of(
            "formula",
            "runs",
            "schedule",
            "law",
            "fit",
            "uncertainty",
            "forecast",
            "architecture",
            "hardware",
            "training",
            "inference",
            "plan",
            "design",
            "check",
            "comparison",
            "hyper",
            "transfer");

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.isoflop");

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        var packages = new TreeSet<String>();
        ENGINE.forEach(c -> packages.add(room(c)));
        packages.remove("");
        assertThat(ORDER).containsAll(packages);
        assertThat(packages).containsAll(ORDER);
    }

    @Test
    void noPackageImportsOneThatStandsAfterIt() {
        var wrong = new TreeSet<String>();
        for (JavaClass from : ENGINE) {
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass to = dependency.getTargetClass();
                boolean inside = to.getPackageName().startsWith("org.isoflop");
                if (inside && ORDER.indexOf(room(to)) > ORDER.indexOf(room(from))) {
                    wrong.add(dependency.getDescription());
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("org.isoflop.(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void theEngineKnowsNoFilesNoSqlNoHttp() {
        var wrong = new TreeSet<String>();
        for (JavaClass from : ENGINE) {
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                String to = dependency.getTargetClass().getPackageName();
                boolean foreign = to.startsWith("java.io") && !isStreamOfException(dependency.getTargetClass())
                        || to.startsWith("java.nio.file")
                        || to.startsWith("java.sql")
                        || to.startsWith("java.net");
                if (foreign) {
                    wrong.add(dependency.getDescription());
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    /** Every exception is {@code Serializable}, every record's {@code hashCode} bootstraps through {@code java.lang}. */
    private static boolean isStreamOfException(JavaClass target) {
        return target.getName().equals("java.io.Serializable");
    }

    private static String room(JavaClass c) {
        String name = c.getPackageName();
        return name.equals("org.isoflop") ? "" : name.substring("org.isoflop.".length());
    }
}
