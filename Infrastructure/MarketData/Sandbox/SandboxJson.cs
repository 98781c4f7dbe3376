using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Writes answers as the provider does: an object at the top, every scalar a text.</summary>
internal static class SandboxJson
{
    public static byte[] Object(Action<Utf8JsonWriter> fill)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(
            buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Object(this Utf8JsonWriter json, string name, Action fill)
    {
        json.WriteStartObject(name);
        fill();
        json.WriteEndObject();
    }

    public static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> fill)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            fill(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What the provider answers to a symbol it does not know and to a call it does not understand, alike.
    /// </summary>
    public static byte[] InvalidCall(string function) => Object(json => json.WriteString(
        "Error Message",
        "Invalid API call. Please retry or visit the documentation (https://www.alphavantage.co/documentation/) "
        + $"for {function}."));

    public static string Text(decimal number, int decimals = 4) =>
        Math.Round(number, decimals).ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>As many decimals as it takes, no more than four.</summary>
    public static string Short(double number) =>
        Math.Round((decimal)number, 4).ToString("0.####", CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(DateOnly? day) => day is { } known ? Text(known) : "None";

    public static string Whole(double number) =>
        Math.Round((decimal)number).ToString("0", CultureInfo.InvariantCulture);
}
