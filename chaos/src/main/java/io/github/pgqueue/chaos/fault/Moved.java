package io.github.pgqueue.chaos.fault;

/** The host's name moves to another address, and the old one is silent from then on. */
record Moved(Scene scene) implements Fault {

    @Override
    public void strike() {
        scene.move();
    }

    @Override
    public boolean isMomentary() {
        return true;
    }
}
