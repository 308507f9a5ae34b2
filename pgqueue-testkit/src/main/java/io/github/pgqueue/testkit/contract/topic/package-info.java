/**
 * What all topics stand on: the backend under test and how a topic comes by it, which topics need the server alone, and
 * how a test is named and reported by its rule. Knows the rules and no topic.
 */
@NullMarked
package io.github.pgqueue.testkit.contract.topic;

import org.jspecify.annotations.NullMarked;
