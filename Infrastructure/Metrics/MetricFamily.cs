using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace PortfolioTracker.Infrastructure.Metrics;

/// <summary>The series of one metric: one for each combination of label values that was met.</summary>
internal sealed class MetricFamily(ExportedMetric metric, Instrument instrument)
{
    /// <summary>Beyond these many a new combination is not taken on: what is scraped stays bounded.</summary>
    private const int SeriesMax = 1_000;

    // Upper bounds in seconds: every histogram here is one of time.
    private static readonly double[] Bounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

    private readonly ConcurrentDictionary<LabelValues, Series> series = new();
    private readonly bool isHistogram = instrument is Histogram<double>;

    public bool IsObserved { get; } = instrument.IsObservable;

    /// <summary>Before values are observed anew: a series that is no longer reported is gone.</summary>
    public void Clear() => series.Clear();

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        if (!series.TryGetValue(labels, out var found))
        {
            if (series.Count >= SeriesMax)
            {
                return;
            }

            found = series.GetOrAdd(labels, static (_, isHistogram) => new(isHistogram), isHistogram);
        }

        found.Add(value);
    }

    public void Write(StringBuilder text)
    {
        if (series.IsEmpty)
        {
            return;
        }

        var kind = isHistogram ? "histogram"
            : metric.Name.EndsWith("_total", StringComparison.Ordinal) ? "counter"
            : "gauge";
        text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help).Append('\n');
        text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(kind).Append('\n');
        foreach (var (labels, values) in series)
        {
            values.Write(text, metric.Name, Told(labels));
        }
    }

    private LabelValues LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = default(LabelValues);
        foreach (var (key, tag) in tags)
        {
            // A data source without a name is told by its connection string, which is nobody's business.
            var value = tag is string text && text.Contains('=', StringComparison.Ordinal) ? "unnamed" : tag;
            switch (metric.PlaceOf(key))
            {
                case 0: values.First = value; break;
                case 1: values.Second = value; break;
                case 2: values.Third = value; break;
            }
        }

        return values;
    }

    private string Told(LabelValues values)
    {
        object?[] all = [values.First, values.Second, values.Third];
        return string.Join(',', metric.Labels.Select((label, i) =>
            $"{label.Replace('.', '_')}=\"{Escaped(Convert.ToString(all[i], CultureInfo.InvariantCulture) ?? "")}\""));
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private record struct LabelValues(object? First, object? Second, object? Third);

    private sealed class Series(bool isHistogram)
    {
        private readonly long[]? counts = isHistogram ? new long[Bounds.Length + 1] : null;
        private readonly Lock gate = new();
        private double sum;

        public void Add(double value)
        {
            lock (gate)
            {
                sum += value;
                if (counts is not null)
                {
                    var place = Array.BinarySearch(Bounds, value);
                    counts[place < 0 ? ~place : place]++;
                }
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (gate)
            {
                if (counts is null)
                {
                    Line(text, name, labels, sum);
                    return;
                }

                var (count, lead) = (0L, labels.Length == 0 ? "" : labels + ",");
                for (var i = 0; i < counts.Length; i++)
                {
                    count += counts[i];
                    var bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                    Line(text, name + "_bucket", $"{lead}le=\"{bound}\"", count);
                }

                Line(text, name + "_sum", labels, sum);
                Line(text, name + "_count", labels, count);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
            {
                text.Append('{').Append(labels).Append('}');
            }

            text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
