package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.server.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server of a run: the reader's own, or PostgreSQL's defaults and these few settings. */
final class BenchServer {

    private static final String OWN_MEMORY = "512MB";

    private BenchServer() {}

    static Server open(@Nullable String url) throws SQLException {
        if (url != null) {
            return Server.at(url);
        }
        Server server = Server.open(settings());
        if (isOwn(null)) {
            countStatements();
        }
        return server;
    }

    /** Whether the server is embedded, and not named on the command line or in the environment. */
    static boolean isOwn(@Nullable String url) {
        return url == null && System.getenv(Server.URL_VARIABLE) == null;
    }

    /** What the report tells. */
    static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("shared_buffers", OWN_MEMORY);
        // Two pools at once, where a contender has one of its own.
        settings.put("max_connections", "200");
        settings.put("shared_preload_libraries", "pg_stat_statements");
        // Each trial has tables of its own, and so statements of its own.
        settings.put("pg_stat_statements.max", "20000");
        return settings;
    }

    private static void countStatements() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
        }
    }
}
