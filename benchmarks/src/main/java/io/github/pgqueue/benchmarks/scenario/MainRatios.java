package io.github.pgqueue.benchmarks.scenario;

import java.util.List;

/** The ratios that a quick run tells, besides their limits. Others read them by these names. */
public final class MainRatios {

    /** In the order in which they are told. */
    public static final List<String> NAMES = List.of(
            "push_1_vs_raw",
            "push_8_vs_raw",
            "push_32_vs_raw",
            "push_32_vs_db_scheduler",
            "push_all_1000_vs_raw",
            "push_wake_on_vs_off",
            "drain_vs_raw",
            "drain_kept_vs_raw",
            "drain_vs_db_scheduler",
            "mixed_vs_db_scheduler",
            "sleep10ms_vs_ideal",
            "pickup_p50_vs_floor_pgjdbc",
            "pickup_p50_vs_floor_pgjdbc_ng",
            "pickup_from_call_p50_vs_floor_pgjdbc",
            "pickup_from_call_p50_vs_floor_pgjdbc_ng",
            "pickup_p50_vs_floor_claim_pgjdbc",
            "pickup_p50_vs_floor_claim_pgjdbc_ng",
            "pickup_p99_vs_floor_pgjdbc",
            "pickup_p99_vs_floor_pgjdbc_ng",
            "old_snapshot_vs_own");

    private MainRatios() {}
}
