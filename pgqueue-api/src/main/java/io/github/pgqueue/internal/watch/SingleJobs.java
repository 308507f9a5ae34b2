package io.github.pgqueue.internal.watch;

import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The single jobs that a subscription has been told of and has not looked for yet. In a crowd it holds back before it
 * looks for one, and need not look when it hears that the job is taken. Only hints: whoever looks finds all jobs,
 * and not the one that it was told of. Thread-safe.
 */
final class SingleJobs {

    /** Where more come at once, there is enough for all. */
    private static final int MOST = 64;

    /** A ring that comes back later than this is news. */
    private static final Duration ECHO = Duration.ofSeconds(1);

    /** A ring for a job of our own that is still to come, and whether there will be nothing new in it. */
    private record Echo(Deadline until, boolean isCovered) {
        boolean isOver() {
            return until.isOver();
        }
    }

    private final Alarm slot;
    private final ContentionWindow window = new ContentionWindow();
    private final Set<Long> told = new LinkedHashSet<>();
    private final Set<Long> waiting = new HashSet<>();
    private final Set<Long> contended = new HashSet<>();
    private final Map<Long, Echo> echoes = new HashMap<>();
    private boolean byRing;
    private boolean inVain;

    /**
     * For one subscription.
     *
     * @param look looks at once, since it has held back long enough
     */
    SingleJobs(Function<Runnable, Alarm> alarms, Runnable look) {
        this.slot = alarms.apply(() -> {
            slotCame();
            look.run();
        });
    }

    private synchronized void slotCame() {
        byRing = true;
    }

    /**
     * This process has pushed one, and looks at once.
     *
     * @param rung whether the job's ring goes out after this, and is no news when it is heard here too
     */
    synchronized void pushed(long id, boolean rung) {
        tell(id);
        echoes.values().removeIf(Echo::isOver);
        if (echoes.size() < MOST) {
            echoes.put(id, new Echo(Deadline.in(ECHO), rung));
        }
    }

    /**
     * Somebody rang for one.
     *
     * @param crowded whether it would cost anything to look, and others may do so
     * @return whether to look at once; else this does, later, if it must
     */
    synchronized boolean heard(long id, boolean crowded) {
        Echo echo = echoes.remove(id);
        boolean own = echo != null && !echo.isOver();
        if (own && echo != null && echo.isCovered()) {
            return false;
        }
        tell(id);
        // What it pushed itself it has mostly got already: that is nothing lost to others.
        boolean contends = crowded && !own;
        Duration wait = contends && told.size() < MOST ? window.draw() : Duration.ZERO;
        if (wait.isZero()) {
            byRing |= contends;
            return true;
        }
        waiting.add(id);
        slot.setNoLaterThan(wait);
        return false;
    }

    private void tell(long id) {
        if (told.size() < MOST) {
            told.add(id);
        }
    }

    /**
     * Somebody has it.
     *
     * @return whether the last look was {@linkplain #isInVain() in vain}, as is known now
     */
    synchronized boolean taken(long id) {
        told.remove(id);
        if (waiting.remove(id) && waiting.isEmpty()) {
            slot.cancel();
        }
        boolean last = contended.remove(id) && contended.isEmpty();
        inVain |= last;
        return last;
    }

    /** Whether the last look was for nothing but what others had taken, or were about to. */
    synchronized boolean isInVain() {
        return inVain;
    }

    /** Somebody rang for more than one: what comes back later was part of it. */
    synchronized void heardOfMore() {
        echoes.clear();
    }

    /** A look finds all that was told of before it. */
    synchronized Look take() {
        Look look = new Look(Set.copyOf(told), byRing);
        contended.clear();
        if (byRing) {
            contended.addAll(told);
        }
        told.clear();
        waiting.clear();
        byRing = false;
        inVain = false;
        slot.cancel();
        return look;
    }

    /** What the look has found, and whether there may be more. */
    synchronized void found(Look look, List<Long> claimed, boolean more) {
        if (look.byRing() && claimed.isEmpty()) {
            window.lost();
        } else if (look.byRing()) {
            window.won();
        }
        if (more) {
            for (Long id : look.ids()) {
                if (!claimed.contains(id)) {
                    tell(id);
                }
            }
        }
    }
}
