package io.github.pgqueue.chaos.fault;

/** The server's processes are halted by SIGSTOP: connections stay open, new ones too, and nobody answers. */
record Frozen(Scene scene) implements Fault {

    @Override
    public void strike() {
        scene.control().freeze();
    }

    @Override
    public void end() {
        scene.control().thaw();
    }
}
