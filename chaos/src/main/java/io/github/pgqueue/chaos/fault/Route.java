package io.github.pgqueue.chaos.fault;

/** How a node reaches its server. */
public enum Route {
    /** Nothing between. */
    STRAIGHT,
    /** The listening connection over a wire that can be broken, all others straight. */
    LISTENER_BY_WIRE,
    /** All over that wire. */
    ALL_BY_WIRE,
    /** All over that wire, whose begin has a name that can move to another one. */
    ALL_BY_NAME
}
