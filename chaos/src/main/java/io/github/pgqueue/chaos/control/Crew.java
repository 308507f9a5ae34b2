package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.process.Flavour;
import io.github.pgqueue.chaos.process.Place;
import io.github.pgqueue.chaos.pusher.PusherMain;
import io.github.pgqueue.chaos.text.RecordText;
import io.github.pgqueue.chaos.worker.WorkerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All processes of a run but this one. */
final class Crew implements AutoCloseable {

    /** Small and quick to start: there are many, and they do not live long. */
    private static final List<String> JVM =
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final RunSettings settings;
    private final Place.Address address;
    private final Instant begin;
    private final List<Slot> workers;
    private final List<Slot> pushers;
    private final Thread hook = new Thread(this::destroy, "chaos-end");

    Crew(RunSettings settings, Place.Address address, Instant begin, Recorder books) {
        this.settings = settings;
        this.address = address;
        this.begin = begin;
        this.workers = IntStream.range(0, settings.workers())
                .mapToObj(number -> new Slot("worker-" + (number + 1), name -> worker(name, number), books))
                .toList();
        this.pushers = IntStream.range(0, settings.pushers())
                .mapToObj(number -> new Slot("pusher-" + (number + 1), name -> pusher(name, number), books))
                .toList();
        // A child that stands still would stay for ever.
        Runtime.getRuntime().addShutdownHook(hook);
    }

    List<Slot> workers() {
        return workers;
    }

    List<Slot> pushers() {
        return pushers;
    }

    private ProcessBuilder worker(String name, int number) {
        Place place = place(name, number);
        List<String> args = new ArrayList<>(place.args());
        if (number == 0) {
            args.add(WorkerMain.ALSO_ORDERED);
        }
        return java(WorkerMain.class, place, args);
    }

    private ProcessBuilder pusher(String name, int number) {
        Place place = place(name, number);
        List<String> args = new ArrayList<>(place.args());
        args.addAll(List.of(RecordText.format(settings.jobs()), Integer.toString(number + 1), begin.toString()));
        return java(PusherMain.class, place, args);
    }

    private Place place(String name, int number) {
        return new Place(address, settings.folder(), name, Flavour.of(number), RunSettings.LEASE);
    }

    private static ProcessBuilder java(Class<?> main, Place place, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        place.into(builder.environment());
        Path log = place.folder().resolve(place.name() + ".log");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }

    void start() {
        Stream.concat(workers.stream(), pushers.stream()).forEach(Slot::start);
    }

    /** Until all pushers have pushed all and been told of all ends; the names of those that have not. */
    List<String> awaitPushers(Duration limit) throws InterruptedException {
        Waits.until(limit, () -> pushers.stream().allMatch(Crew::isDone));
        return pushers.stream()
                .filter(pusher -> !isDone(pusher))
                .map(Slot::name)
                .toList();
    }

    private static boolean isDone(Slot slot) {
        Child child = slot.child();
        return child != null && child.gone().getNow(Death.KILLED) == Death.DONE;
    }

    /** Closes the workers; those who do not end in time are killed, and written down as such. */
    void closeWorkers(Duration limit) throws InterruptedException {
        workers.forEach(Slot::over);
        for (Slot worker : workers) {
            Child child = worker.child();
            if (child != null && child.isAlive()) {
                child.close(limit);
            }
        }
    }

    private void destroy() {
        Stream.concat(workers.stream(), pushers.stream()).forEach(Slot::destroy);
    }

    @Override
    public void close() {
        destroy();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
