using System.Text;
using PortfolioTracker.Infrastructure;

namespace PortfolioTracker.Tests.Infrastructure;

internal sealed class LogOutputTests
{
    [Test]
    public async Task What_was_logged_is_written_when_it_ends_whole_and_in_order()
    {
        const int threads = 8, lines = 500;
        using var target = new MemoryStream();
        using (var output = new LogOutput(target))
        {
            await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < lines; i++)
                {
                    output.Write(Encoding.UTF8.GetBytes($"{thread}:{i}\n"));
                }
            })));
        }

        var written = Encoding.UTF8.GetString(target.ToArray()).Split('\n')[..^1]
            .GroupBy(line => line.Split(':')[0], line => line.Split(':')[1]).ToArray();
        await Assert.That(written.Length).IsEqualTo(threads);
        foreach (var thread in written)
        {
            await Assert.That(string.Join(' ', thread)).IsEqualTo(string.Join(' ', Enumerable.Range(0, lines)));
        }
    }

    [Test]
    public async Task A_reader_that_is_gone_fails_nobody()
    {
        using var target = new Gone();
        using (var output = new LogOutput(target))
        {
            output.Write("first\n"u8);
        }

        await Assert.That(target.Attempts).IsEqualTo(1);
    }

    [Test]
    public async Task Ending_it_twice_is_fine()
    {
        using var target = new MemoryStream();
        using var output = new LogOutput(target);
        output.Write("only\n"u8);

        output.Dispose();
        output.Dispose();

        await Assert.That(Encoding.UTF8.GetString(target.ToArray())).IsEqualTo("only\n");
    }

    private sealed class Gone : MemoryStream
    {
        public int Attempts { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Attempts++;
            throw new IOException("Broken pipe");
        }
    }
}
