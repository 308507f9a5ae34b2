package io.github.pgqueue.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A clone with the real launcher, but a Java and a Maven that only tell how they are called. */
final class FakeClone {

    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "cp",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "tee",
            "touch");

    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo "Picked up JAVA_TOOL_OPTIONS: -Dx=1" >&2
                echo "openjdk version \\"${FAKE_JAVA:-17.0.15}\\" 2025-04-15" >&2
                exit 0
            fi
            printf '[%s]\\n' "$@"
            pwd
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo built >> "$FAKE_ROOT/builds"
            while [ -e "$FAKE_ROOT/hold" ]; do sleep 0.05; done
            module=pgqueue-cli
            for arg in "$@"; do if [ "$arg" = benchmarks ]; then module=benchmarks; fi; done
            echo "[INFO] Building $module 0.1.0                [7/7]"
            echo "[ERROR] what went wrong"
            for arg in "$@"; do
                case $arg in
                    -Dpgqueue.launcher.lib=*) lib=${arg#*=}; mkdir -p "$lib"; touch "$lib/some.jar" ;;
                esac
            done
            mkdir -p "$FAKE_ROOT/the clone/$module/target/classes"
            exit ${FAKE_STATUS:-0}
            """;

    private final Path root;
    private final Path clone;
    private final Path jdk;
    private final Path tools;

    /** Its name has a space, as some folders have. */
    FakeClone(Path root) throws IOException {
        this.root = root;
        clone = Files.createDirectories(root.resolve("the clone"));
        jdk = Files.createDirectories(root.resolve("jdk/bin"));
        Files.copy(Path.of("..", "pgqueue"), launcher(), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(source().getParent());
        Files.writeString(source(), "class Main {}");
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Files.writeString(clone.resolve("pgqueue-cli/pom.xml"), "<project/>");
        Files.createDirectories(benchmark().getParent());
        Files.writeString(benchmark(), "class BenchMain {}");
        Files.writeString(clone.resolve("benchmarks/pom.xml"), "<project/>");
        tools = Files.createDirectories(root.resolve("tools"));
        lendTools();
        script(jdk.resolve("java"), JAVA);
        script(jdk.resolve("javac"), "#!/bin/sh\n");
        script(jdk.resolve("mvn"), MAVEN);
    }

    /** All that the launcher needs of a Unix, and no more: no real Maven, no real Java. */
    private void lendTools() throws IOException {
        for (String tool : TOOLS) {
            for (String folder : List.of("/bin", "/usr/bin")) {
                Path real = Path.of(folder, tool);
                if (Files.exists(real) && Files.notExists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
                }
            }
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
    }

    Path launcher() {
        return clone.resolve("pgqueue");
    }

    Path source() {
        return clone.resolve("pgqueue-cli/src/main/java/Main.java");
    }

    /** A source of the module that only {@code bench} builds. */
    Path benchmark() {
        return clone.resolve("benchmarks/src/main/java/BenchMain.java");
    }

    Path work() {
        return clone.resolve("pgqueue-cli/target/launcher");
    }

    void removeMaven() throws IOException {
        Files.delete(jdk.resolve("mvn"));
    }

    void removeCompiler() throws IOException {
        Files.delete(jdk.resolve("javac"));
    }

    void holdBuilds() throws IOException {
        Files.createFile(root.resolve("hold"));
    }

    void letBuildsGo() throws IOException {
        Files.delete(root.resolve("hold"));
    }

    int builds() throws IOException {
        Path builds = root.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    CliRun run(String... args) throws Exception {
        return run(Map.of(), args);
    }

    CliRun run(Map<String, String> environment, String... args) throws Exception {
        return start(environment, launcher(), args).finish();
    }

    Launched start(Map<String, String> environment, Path launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        Path out = Files.createTempFile(root, "out", "");
        Path err = Files.createTempFile(root, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().put("PATH", jdk + ":" + tools);
        builder.environment().put("FAKE_ROOT", root.toString());
        builder.environment().putAll(environment);
        return new Launched(builder.start(), out, err);
    }

    /**
     * The launcher as a process.
     *
     * @param process what runs
     * @param out its standard output
     * @param err its standard error
     */
    record Launched(Process process, Path out, Path err) {

        CliRun finish() throws Exception {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the launcher has not ended");
            }
            return new CliRun(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }
}
