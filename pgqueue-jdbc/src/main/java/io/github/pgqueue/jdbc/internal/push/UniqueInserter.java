package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.Wake;
import io.github.pgqueue.jdbc.internal.key.Keys;
import io.github.pgqueue.jdbc.internal.schema.Hush;
import io.github.pgqueue.jdbc.internal.text.Chunks;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.spi.Inserted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs of which some have a unique key. Thread-safe.
 *
 * <p>Whoever adds a job makes others wait who add one with the same key, until the transaction ends. So keys are
 * taken in the order of their text: two who add the same keys wait for each other one way round only.
 *
 * <pre>
 *   insert ──added──▶ answered
 *     ▲  └──held──▶ replace, if so wished ──waits and is replaced──▶ answered
 *     │                     └──else──▶ look up who holds it ──found──▶ answered
 *     └────────── gone meanwhile, or its period is over ────┘
 * </pre>
 */
final class UniqueInserter {

    /** Each time somebody has freed the key between two statements. */
    private static final int MOST_ROUNDS = 100;

    private static final Comparator<Draft> BY_KEY =
            Comparator.comparing(Draft::key, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final DraftInserter drafts;
    private final String drawIds;
    private final String replace;
    private final Keys keys;

    UniqueInserter(Statements statements, DraftInserter drafts, Wake wake) {
        this.drafts = drafts;
        drawIds = statements.fill(InsertSql.DRAW_IDS);
        replace = statements.fill(Hush.of(InsertSql.REPLACE, wake != Wake.TRANSACTIONAL));
        keys = new Keys(statements, wake == Wake.NONE);
    }

    List<Inserted> insert(Handle handle, String queueName, List<NewJob> jobs) {
        Inserted[] answers = new Inserted[jobs.size()];
        List<Draft> open = jobs.size() == 1 ? DraftInserter.drafts(jobs) : numbered(handle, jobs);
        for (int round = 1; !open.isEmpty(); round++) {
            if (round > MOST_ROUNDS) {
                throw new StoreException(
                        "could not add " + open.size() + " jobs to queue '" + queueName
                                + "': their unique keys were taken and freed " + MOST_ROUNDS + " times meanwhile",
                        null);
            }
            open = new Round(handle, queueName, answers).run(open);
        }
        return Arrays.asList(answers);
    }

    /** In the order of their keys, with numbers in the order of the list. */
    private List<Draft> numbered(Handle handle, List<NewJob> jobs) {
        try (Query query = handle.createQuery(drawIds)) {
            List<Long> ids = query.bind("count", jobs.size())
                    .map((row, context) -> row.getLong("id"))
                    .list();
            List<Draft> numbered = new ArrayList<>(jobs.size());
            for (int place = 0; place < jobs.size(); place++) {
                numbered.add(new Draft(place, ids.get(place), jobs.get(place)));
            }
            numbered.sort(BY_KEY);
            return numbered;
        }
    }

    /** One way through, for those that are not answered yet. */
    private final class Round {

        private final Handle handle;
        private final String queueName;
        private final @Nullable Inserted[] answers;

        Round(Handle handle, String queueName, @Nullable Inserted[] answers) {
            this.handle = handle;
            this.queueName = queueName;
            this.answers = answers;
        }

        /** Those that are still open. */
        List<Draft> run(List<Draft> open) {
            List<Draft> held = add(open);
            held.removeIf(this::isReplaced);
            return held.isEmpty() ? held : keep(held);
        }

        /** Those whose key is held. */
        private List<Draft> add(List<Draft> open) {
            List<Draft> held = new ArrayList<>();
            for (List<Draft> chunk : Chunks.of(open, draft -> Draft.size(draft.job()))) {
                Set<Long> added = new HashSet<>(drafts.insert(handle, queueName, chunk));
                for (Draft draft : chunk) {
                    // A single one had no number before.
                    Optional<Long> id = draft.id() == null
                            ? added.stream().findFirst()
                            : Optional.of(draft.id()).filter(added::contains);
                    id.ifPresentOrElse(fresh -> answer(draft, fresh, false), () -> held.add(draft));
                }
            }
            return held;
        }

        private boolean isReplaced(Draft draft) {
            if (!draft.replaces()) {
                return false;
            }
            try (Query query = handle.createQuery(replace)) {
                query.bind("queue", queueName).bind("longest", draft.longest());
                DraftInserter.bindContent(query, draft);
                Optional<Long> id =
                        query.map((row, context) -> row.getLong("id")).findOne();
                id.ifPresent(first -> answer(draft, first, true));
                return id.isPresent();
            }
        }

        /** Those whose holder is gone by now. */
        private List<Draft> keep(List<Draft> held) {
            Map<String, Keys.Holder> holding = new HashMap<>();
            keys.holders(handle, queueName, keys(held)).forEach(holder -> holding.put(holder.key(), holder));
            List<Draft> open = new ArrayList<>();
            for (Draft draft : held) {
                Keys.Holder holder = holding.get(draft.key());
                if (holder == null || holder.isOver()) {
                    open.add(draft);
                } else {
                    answer(draft, holder.id(), true);
                }
            }
            if (holding.values().stream().anyMatch(Keys.Holder::isOver)) {
                keys.free(handle, queueName, keys(open));
            }
            return open;
        }

        private String[] keys(List<Draft> drafts) {
            return drafts.stream().map(Draft::key).distinct().toArray(String[]::new);
        }

        private void answer(Draft draft, long id, boolean wasThere) {
            answers[draft.place()] = new Inserted(id, wasThere);
        }
    }
}
