package io.github.pgqueue.testkit.contract.rule;

import java.util.Locale;

/** What a {@link io.github.pgqueue.spi.ListenerProvider} and its connections promise. */
enum ListenerRule implements Rule {
    L1_1(
            "When connect returns, every ring that is sent from now on is heard.",
            "Has the LISTEN been answered before connect returns, and is the callback there before the LISTEN?"),
    L1_2(
            "If connect cannot, it throws within the connect timeout and a few seconds, and leaves nothing open.",
            "Is the timeout set for login and the LISTEN too, not for the TCP connect only?"),
    L2_1(
            "Each notification is passed on once, its text unchanged, as soon as it arrives.",
            "Is the callback registered once, and does an idle listener block or get called, rather than sleep?"),
    L2_2(
            "Only notifications of exactly this channel are passed on, whatever characters and case its name has.",
            "Is the name quoted in LISTEN (quotes doubled), and quoted again where a filter is a pattern?"),
    L2_3(
            "None is lost in a flood, and a sink that throws costs none.",
            "Is each call of the sink guarded by itself, and is nothing thrown away when many come at once?"),
    L3_1(
            "The loss of the connection is told once, within a second where system or server tells of it.",
            "Is every exception of the listening connection taken for its end, and told by one switch only?"),
    L3_2(
            "Nothing is told of a connection that its owner closes.",
            "Is the state changed to closed before the connection is closed?"),
    L4_1(
            "close twice is fine; it returns within two seconds, also in a silent network.",
            "Does closing send something and wait, or wait for a thread that blocks in a read?"),
    L4_2(
            "Once close has returned the sink hears no more, and connection and thread are ending.",
            "Is the callback removed or guarded, the thread awaited, and the socket closed?");

    private final String promise;
    private final String hint;

    ListenerRule(String promise, String hint) {
        this.promise = promise;
        this.hint = hint;
    }

    @Override
    public String id() {
        return name().toUpperCase(Locale.ROOT).replace('_', '.');
    }

    @Override
    public String promise() {
        return promise;
    }

    @Override
    public String hint() {
        return hint;
    }
}
