package io.github.pgqueue.testkit.contract.topic;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Tells a topic which contract it is a part of. */
final class Around implements ParameterResolver {

    /**
     * What is around a topic. Immutable.
     *
     * @param whole empty for a topic that is run alone
     */
    record Found(Optional<WholeContract> whole) {

        /** The backend of the whole contract, for a topic that has none of its own. */
        TopicBackend newBackend(Class<?> topic) {
            return whole.orElseThrow(() -> new IllegalStateException(topic.getName() + " must override newBackend()"))
                    .newBackend();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Found.class;
    }

    @Override
    public Found resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Found(context.getRequiredTestInstances().findInstance(WholeContract.class));
    }
}
