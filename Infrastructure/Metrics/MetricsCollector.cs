using System.Diagnostics.Metrics;
using System.Text;

namespace PortfolioTracker.Infrastructure.Metrics;

/// <summary>Listens to the instruments of <see cref="ExportedMetric.All"/> from the start of the process, and tells
/// their values in the text format of Prometheus.</summary>
internal sealed class MetricsCollector : IHostedService, IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly MeterListener listener = new();
    private readonly IMeterFactory ownMeters;
    // In the order of the list; several instruments of one name (a pool's, an instance's) share a family.
    private readonly MetricFamily?[] families = new MetricFamily?[ExportedMetric.All.Count];

    public MetricsCollector(IMeterFactory meters)
    {
        ownMeters = meters;
        listener.InstrumentPublished = Subscribe;
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Add(family, value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Add(family, value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Add(family, value, tags));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public string Text()
    {
        var text = new StringBuilder(16 * 1024);
        lock (gate)
        {
            foreach (var family in families)
            {
                if (family is { IsObserved: true })
                {
                    family.Clear();
                }
            }

            listener.RecordObservableInstruments();
            foreach (var family in families)
            {
                family?.Write(text);
            }
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private static void Add(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Add(value, tags);

    private void Subscribe(Instrument instrument, MeterListener to)
    {
        // A meter of a factory belongs to one host; another host of this process has its own.
        if (instrument.Meter.Scope is { } scope && !ReferenceEquals(scope, ownMeters))
        {
            return;
        }

        for (var i = 0; i < families.Length; i++)
        {
            var metric = ExportedMetric.All[i];
            if (metric.Instrument == instrument.Name && metric.Meter == instrument.Meter.Name)
            {
                lock (gate)
                {
                    to.EnableMeasurementEvents(instrument, families[i] ??= new(metric, instrument));
                }

                return;
            }
        }
    }
}
