using PortfolioTracker.Infrastructure.Jobs;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Infrastructure.Metrics;

/// <summary>One instrument that <c>/metrics</c> tells about, and the name it has there.</summary>
/// <param name="Labels">The tags that are told, three at most; others are left out. None of them may ever hold a user,
/// a symbol or an address.</param>
internal sealed record ExportedMetric(
    string Meter, string Instrument, string Name, string Help, params string[] Labels)
{
    private const string Hosting = "Microsoft.AspNetCore.Hosting";
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";
    private const string Npgsql = "Npgsql";
    private const string Runtime = "System.Runtime";
    private const string Pool = "db.client.connection.pool.name";

    public const int LabelsMax = 3;

    /// <summary>-1 for a tag that is not told. Called for each tag of each measurement, which is why it compares
    /// strings directly.</summary>
    public int PlaceOf(string tag)
    {
        var place = Labels.Length - 1;
        while (place >= 0 && Labels[place] != tag)
        {
            place--;
        }

        return place;
    }

    /// <summary>Everything there is.</summary>
    public static IReadOnlyList<ExportedMetric> All { get; } =
    [
        new(Hosting, "http.server.request.duration", "http_server_request_duration_seconds",
            "Time to answer a request.", "http.request.method", "http.route", "http.response.status_code"),
        new(Hosting, "http.server.active_requests", "http_server_active_requests", "Requests being answered."),
        new(Kestrel, "kestrel.active_connections", "kestrel_active_connections", "Open connections of clients."),

        new(CacheMetrics.MeterName, "cache.reads", "portfoliotracker_cache_reads_total",
            "Reads of a cache by layer and result.", "cache", "layer", "result"),
        new(CacheMetrics.MeterName, "cache.hit_ratio", "portfoliotracker_cache_hit_ratio",
            "Share of reads that the layer answered, since the start.", "cache", "layer"),

        new(ProviderGate.MeterName, "provider.calls", "portfoliotracker_provider_calls_total",
            "Attempts on the wire by function and class of answer.", "function", "class"),
        new(ProviderGate.MeterName, "provider.call.duration", "portfoliotracker_provider_call_duration_seconds",
            "Time from sending to the judged answer.", "function"),
        new(ProviderMetrics.MeterName, "provider.budget.limit", "portfoliotracker_provider_budget_limit",
            "Calls of a day, over all instances; absent without a limit."),
        new(ProviderMetrics.MeterName, "provider.budget.left", "portfoliotracker_provider_budget_left",
            "Calls left today, over all instances; absent without a limit."),
        new(ProviderMetrics.MeterName, "provider.breaker", "portfoliotracker_provider_breaker",
            "1 for the state that the circuit breaker is in.", "state"),

        new(Npgsql, "db.client.operation.duration", "db_client_operation_duration_seconds",
            "Time of a command or batch of the database.", Pool),
        new(Npgsql, "db.client.connection.count", "db_client_connection_count",
            "Connections to the database.", Pool, "db.client.connection.state"),
        new(Npgsql, "db.client.connection.max", "db_client_connection_max", "Most connections of a pool.", Pool),
        new(Npgsql, "db.client.connection.npgsql.pending_requests", "db_client_connection_pending_requests",
            "Requests that wait for a connection.", Pool),
        new(Npgsql, "db.client.connection.npgsql.timeouts", "db_client_connection_timeouts_total",
            "Requests that got no connection in time.", Pool),

        new(JobMetrics.MeterName, "job.runs", "portfoliotracker_job_runs_total",
            "Runs of jobs that this instance worked at, by outcome.", "job", "outcome"),
        new(JobMetrics.MeterName, "job.duration", "portfoliotracker_job_duration_seconds",
            "Time of a run of a job.", "job"),

        new(Runtime, "dotnet.process.memory.working_set", "process_resident_memory_bytes", "Resident memory."),
        new(Runtime, "dotnet.process.cpu.time", "process_cpu_seconds_total", "Time on processors.", "cpu.mode"),
        new(Runtime, "dotnet.gc.collections", "dotnet_gc_collections_total",
            "Garbage collections.", "gc.heap.generation"),
        new(Runtime, "dotnet.gc.pause.time", "dotnet_gc_pause_seconds_total", "Time paused for garbage collection."),
        new(Runtime, "dotnet.gc.heap.total_allocated", "dotnet_gc_allocated_bytes_total",
            "Bytes ever allocated on the heap."),
        new(Runtime, "dotnet.gc.last_collection.heap.size", "dotnet_gc_heap_size_bytes",
            "Size of the heap after the last collection.", "gc.heap.generation"),
        new(Runtime, "dotnet.thread_pool.thread.count", "dotnet_thread_pool_threads", "Threads of the pool."),
        new(Runtime, "dotnet.thread_pool.queue.length", "dotnet_thread_pool_queue_length",
            "Work that waits for a thread."),
    ];
}
