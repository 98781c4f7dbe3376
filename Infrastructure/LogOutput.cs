using System.Buffers;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace PortfolioTracker.Infrastructure;

/// <summary>
/// The log on its way out, a line an event. Who logs only adds to a buffer; a thread of its own writes what has come
/// together, fifty times a second at most: a write for each line would cost more than answering from the cache. What is
/// there when the process ends is written before. A reader that does not keep up makes those who log wait.
/// </summary>
internal sealed class LogOutput : ILogEventSink, IDisposable
{
    private const int WaitingBytesMax = 4 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly RenderedCompactJsonFormatter formatter = new();
    private readonly object gate = new();
    private readonly Stream target;
    private readonly Thread writer;
    private ArrayBufferWriter<byte> waiting = new(16 * 1024);
    private ArrayBufferWriter<byte> leaving = new(16 * 1024);
    private bool isIdle;
    private bool isOver;

    public LogOutput(Stream target)
    {
        this.target = target;
        writer = new(WriteForever) { IsBackground = true, Name = "log" };
        writer.Start();
        AppDomain.CurrentDomain.UnhandledException += EndWithProcess;
        AppDomain.CurrentDomain.ProcessExit += EndWithProcess;
    }

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter();
        formatter.Format(logEvent, text);
        Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <param name="line">UTF-8, with its end of line.</param>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            while (waiting.WrittenCount > WaitingBytesMax && !isOver)
            {
                Monitor.Wait(gate);
            }

            waiting.Write(line);
            if (isIdle)
            {
                isIdle = false;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Writes what is waiting, and comes back when it is written.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= EndWithProcess;
        AppDomain.CurrentDomain.ProcessExit -= EndWithProcess;
        lock (gate)
        {
            isOver = true;
            Monitor.PulseAll(gate);
        }

        writer.Join();
    }

    private void EndWithProcess(object? sender, EventArgs ending) => Dispose();

    private void WriteForever()
    {
        while (TakeWaiting())
        {
            try
            {
                target.Write(leaving.WrittenSpan);
                target.Flush();
            }
            catch (IOException)
            {
                // Nobody reads any more; that is no reason to fail those who log.
            }

            leaving.ResetWrittenCount();
            Thread.Sleep(Pause);
        }
    }

    /// <summary>False when all is written and nothing will come.</summary>
    private bool TakeWaiting()
    {
        lock (gate)
        {
            while (waiting.WrittenCount == 0)
            {
                if (isOver)
                {
                    return false;
                }

                isIdle = true;
                Monitor.Wait(gate);
            }

            (waiting, leaving) = (leaving, waiting);
            Monitor.PulseAll(gate);
            return true;
        }
    }
}
