package io.github.pgqueue.checks.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** One slice a package in or below {@code internal}, of each module; all other classes are left out. */
final class Rooms implements SliceAssignment {

    private final String root;

    Rooms(String root) {
        this.root = root;
    }

    /** Whether a package is one. */
    boolean contain(String packageName) {
        return (packageName + ".").contains(".internal.")
                && Module.of(root, packageName).isPresent();
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String packageName = type.getPackageName();
        return contain(packageName) ? SliceIdentifier.of(packageName) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
        return "packages below internal";
    }
}
