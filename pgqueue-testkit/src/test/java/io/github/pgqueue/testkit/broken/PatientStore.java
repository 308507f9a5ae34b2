package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import java.util.Map;
import java.util.Optional;

/** A store that rescues and prunes once nobody holds a row any more, as one does that locks row by row. */
final class PatientStore extends ForwardingStore {

    private final PretendDatabase database;

    PatientStore(QueueStore inner, PretendDatabase database) {
        super(inner);
        this.database = database;
    }

    @Override
    public Map<String, Integer> rescue() {
        awaitOthers();
        return super.rescue();
    }

    @Override
    public Optional<JobAdmin> admin() {
        return super.admin().map(Patient::new);
    }

    private void awaitOthers() {
        database.awaitThat(() -> database.locking().isEmpty());
    }

    private final class Patient extends ForwardingAdmin {
        Patient(JobAdmin inner) {
            super(inner);
        }

        @Override
        public int prune(int limit) {
            awaitOthers();
            return super.prune(limit);
        }
    }
}
