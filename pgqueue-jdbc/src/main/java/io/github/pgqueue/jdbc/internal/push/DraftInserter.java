package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.Wake;
import io.github.pgqueue.jdbc.internal.schema.Hush;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Adds jobs that say more than payload and priority. Thread-safe. */
final class DraftInserter {

    private final String one;
    private final String many;

    DraftInserter(Statements statements, Wake wake) {
        one = statements.fill(Hush.of(InsertSql.ONE, wake != Wake.TRANSACTIONAL));
        many = statements.fill(Hush.of(InsertSql.MANY, wake != Wake.TRANSACTIONAL));
    }

    /** Jobs whose numbers are not drawn yet. */
    static List<Draft> drafts(List<NewJob> jobs) {
        List<Draft> drafts = new ArrayList<>(jobs.size());
        for (int place = 0; place < jobs.size(); place++) {
            drafts.add(new Draft(place, null, jobs.get(place)));
        }
        return drafts;
    }

    /** The numbers of those that were added, in whatever order: all but those whose key is held. */
    List<Long> insert(Handle handle, String queueName, List<Draft> drafts) {
        boolean single = drafts.size() == 1;
        try (Query query = handle.createQuery(single && drafts.get(0).id() == null ? one : many)) {
            query.bind("queue", queueName);
            if (single && drafts.get(0).id() == null) {
                bind(query, drafts.get(0));
            } else {
                bind(query, drafts);
            }
            return query.map((row, context) -> row.getLong("id")).list();
        }
    }

    /** What the statements for a single job have in common. */
    static void bindContent(Query query, Draft draft) {
        query.bind("payload", draft.job().payload());
        query.bind("priority", draft.priority());
        query.bind("run_at", draft.runAt());
        query.bind("delay", draft.delay());
        query.bind("headers", draft.headers());
        query.bind("policy", draft.policy());
        query.bind("limit", draft.limit());
        query.bind("key", draft.key());
    }

    private static void bind(Query query, Draft draft) {
        bindContent(query, draft);
        query.bind("scope", draft.scope());
        query.bind("period", draft.period());
    }

    private static void bind(Query query, List<Draft> drafts) {
        query.bind("ids", column(drafts, Long[]::new, Draft::id));
        query.bind("payloads", column(drafts, String[]::new, draft -> Draft.hex(draft.job())));
        query.bind("priorities", column(drafts, Short[]::new, Draft::priority));
        query.bind("run_ats", column(drafts, String[]::new, Draft::runAt));
        query.bind("delays", column(drafts, Long[]::new, Draft::delay));
        query.bind("headers", column(drafts, String[]::new, Draft::headers));
        query.bind("policies", column(drafts, String[]::new, Draft::policy));
        query.bind("limits", column(drafts, Long[]::new, Draft::limit));
        query.bind("keys", column(drafts, String[]::new, Draft::key));
        query.bind("scopes", column(drafts, String[]::new, Draft::scope));
        query.bind("periods", column(drafts, Long[]::new, Draft::period));
    }

    private static <T> Argument column(
            List<Draft> drafts, IntFunction<T[]> array, Function<Draft, ? extends @Nullable T> value) {
        return Values.array(drafts.stream().map(value).toArray(array));
    }
}
