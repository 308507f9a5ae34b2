package io.github.pgqueue.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module checks keeps the same rule for the others, and does not have this one on its class path. */
class RoomsTest {

    @Test
    void knowOneAnotherOneWayOnly() {
        slices().matching("io.github.pgqueue.(**)")
                .should()
                .beFreeOfCycles()
                .because("what goes in circles can be neither read nor taken apart")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.pgqueue.benchmarks"));
    }
}
