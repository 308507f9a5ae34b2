package io.github.pgqueue.checks.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** One slice a package, but the packages of api are one. */
final class PackageOrApi implements SliceAssignment {

    private final String root;

    PackageOrApi(String root) {
        this.root = root;
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String packageName = type.getPackageName();
        return Module.of(root, packageName)
                .map(module -> SliceIdentifier.of(module == Module.API ? root : packageName))
                .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
        return "packages";
    }
}
