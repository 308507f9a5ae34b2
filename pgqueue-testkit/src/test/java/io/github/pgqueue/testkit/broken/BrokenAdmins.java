package io.github.pgqueue.testkit.broken;

import static io.github.pgqueue.testkit.broken.ForwardingAdmin.broken;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Handling;
import io.github.pgqueue.spi.JobAdmin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Mistakes in what an operator does with jobs. */
final class BrokenAdmins {

    static final List<Broken> ALL = List.of(
            BrokenDrafts.claiming("S12.1", "the attempts before a retry count on", BrokenAdmins::notExcused),
            broken("S12.1", "it is told that a job waits that does not", Boasting::new),
            broken("S12.1", "nothing is retried", Idle::new),
            broken("S12.2", "it is told that a job is gone that is not", Boasting::new),
            broken("S12.2", "nothing is discarded", Idle::new),
            pages("S12.3", "a page comes in any order", BrokenAdmins::reversed),
            pages("S12.3", "each page lacks its last job", BrokenAdmins::withoutLast),
            pages("S12.3", "each page begins with its first job twice", BrokenAdmins::twice),
            pages("S12.3", "each page is the last", page -> new JobPage(page.jobs(), Optional.empty())),
            broken("S12.3", "what is from no page begins at the start", FromTheStart::new),
            broken("S12.3", "times are not heeded", Timeless::new),
            broken("S12.4", "times are not heeded", Timeless::new),
            broken("S12.4", "the first step is the last", OneStep::new),
            broken("S12.4", "a preview counts once more", Counting::new));

    private BrokenAdmins() {}

    private static ClaimedJob notExcused(ClaimedJob job) {
        Handling handling = job.handling();
        return Claimed.with(job, new Handling(handling.retryPolicy(), handling.timeLimit(), 0, handling.rescued()));
    }

    private static BrokenStore pages(String rule, String mistake, UnaryOperator<JobPage> change) {
        return broken(rule, mistake, admin -> new OtherPages(admin, change));
    }

    private static JobPage reversed(JobPage page) {
        List<JobInfo> jobs = new ArrayList<>(page.jobs());
        Collections.reverse(jobs);
        return new JobPage(jobs, page.next());
    }

    private static JobPage withoutLast(JobPage page) {
        int size = page.jobs().size();
        return new JobPage(page.jobs().subList(0, page.next().isPresent() ? size - 1 : size), page.next());
    }

    private static JobPage twice(JobPage page) {
        List<JobInfo> jobs = new ArrayList<>(page.jobs());
        jobs.addAll(0, jobs.subList(0, Math.min(1, jobs.size())));
        return new JobPage(jobs, page.next());
    }

    private static final class Boasting extends ForwardingAdmin {
        Boasting(JobAdmin inner) {
            super(inner);
        }

        @Override
        public boolean retry(String queueName, long id) {
            super.retry(queueName, id);
            return true;
        }

        @Override
        public boolean discard(String queueName, long id) {
            super.discard(queueName, id);
            return true;
        }
    }

    static final class Idle extends ForwardingAdmin {
        Idle(JobAdmin inner) {
            super(inner);
        }

        @Override
        public boolean retry(String queueName, long id) {
            return true;
        }

        @Override
        public boolean discard(String queueName, long id) {
            return true;
        }
    }

    private static final class OtherPages extends ForwardingAdmin {
        private final UnaryOperator<JobPage> change;

        OtherPages(JobAdmin inner, UnaryOperator<JobPage> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from) {
            return change.apply(super.list(queueName, filter, limit, from));
        }
    }

    private static final class FromTheStart extends ForwardingAdmin {
        FromTheStart(JobAdmin inner) {
            super(inner);
        }

        @Override
        public JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from) {
            try {
                return super.list(queueName, filter, limit, from);
            } catch (IllegalArgumentException foreign) {
                return super.list(queueName, filter, limit, Optional.empty());
            }
        }
    }

    private static final class Timeless extends ForwardingAdmin {
        Timeless(JobAdmin inner) {
            super(inner);
        }

        @Override
        public JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from) {
            return super.list(queueName, JobFilter.in(filter.state()), limit, from);
        }

        @Override
        public Step apply(String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
            return super.apply(queueName, action, JobFilter.in(filter.state()), from);
        }
    }

    private static final class OneStep extends ForwardingAdmin {
        OneStep(JobAdmin inner) {
            super(inner);
        }

        @Override
        public Step apply(String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
            Step step = super.apply(queueName, action, filter, from);
            return new Step(step.touched(), OptionalLong.empty());
        }
    }

    private static final class Counting extends ForwardingAdmin {
        Counting(JobAdmin inner) {
            super(inner);
        }

        @Override
        public long preview(String queueName, BulkAction action, JobFilter filter) {
            return super.preview(queueName, action, filter) + 1;
        }
    }
}
