package io.github.pgqueue.chaos.fault;

import java.sql.SQLException;

/**
 * Something that goes wrong with one node's connections or with its server. Each is brought about once, by one thread:
 * arrange, strike, end.
 */
public interface Fault {

    /**
     * Before the node is opened: what the server must be like.
     *
     * @throws SQLException if the server cannot be made so
     */
    default void arrange() throws SQLException {}

    /**
     * The node works and is rung: brings it to where the fault is to meet it.
     *
     * @param handler the node's
     * @throws InterruptedException if the thread is interrupted
     * @throws SQLException if it cannot be brought there
     */
    default void aim(HeldHandler handler) throws InterruptedException, SQLException {}

    /**
     * It happens.
     *
     * @throws InterruptedException if the thread is interrupted
     * @throws SQLException if it cannot be brought about
     */
    void strike() throws InterruptedException, SQLException;

    /**
     * It is over. For a fault that is over as it strikes there is nothing to do.
     *
     * @throws InterruptedException if the thread is interrupted
     * @throws SQLException if it cannot be undone
     */
    default void end() throws InterruptedException, SQLException {}

    /**
     * Whether it is over as it strikes: nothing is in the way of a new connection.
     *
     * @return {@code false} if it lasts until its end
     */
    default boolean isMomentary() {
        return false;
    }

    /**
     * Adds a job while the fault lasts, as somebody else would whom it does not hurt: by plain SQL, straight to the
     * server.
     *
     * @param scene where
     * @param payload the job's
     * @throws SQLException if that is not possible yet
     */
    default void push(Scene scene, String payload) throws SQLException {
        scene.insert(payload);
    }
}
