using System.Globalization;
using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

/// <summary>Random decisions against a small model of each dividend: income is never off, whatever the order.</summary>
internal sealed class DividendModelTests
{
    private const int Steps = 24;
    private const decimal Shares = 10;

    [Test]
    [Arguments(1)]
    [Arguments(2)]
    [Arguments(3)]
    [Arguments(4)]
    [Arguments(5)]
    [Arguments(6)]
    [Arguments(7)]
    [Arguments(8)]
    public async Task Income_is_what_the_model_says_after_every_decision(int seed)
    {
        var random = new Random(seed);
        var models = Enumerable.Range(0, 4).Select(i => new Model(i)).ToList();
        var stage = await NewAsync([.. models.Select(m => new Announced(Text(m.ExOn), Text(m.PayOn), m.PerShare))]);
        await stage.BuyAsync("2023-01-03", Shares);
        foreach (var row in await stage.ListAsync())
        {
            models.Single(m => Text(m.ExOn) == row.GetProperty("ex_date").GetString()).Id =
                row.GetProperty("id").GetString()!;
        }

        for (var step = 0; step < Steps; step++)
        {
            var model = models[random.Next(models.Count)];
            var (expected, status) = await StepAsync(stage, model, random, step);
            await Assert.That(status).IsEqualTo(expected).Because($"step {step} of seed {seed}");
            await CheckAsync(stage, models, $"after step {step} of seed {seed}");
        }

        var (summary, document) = (await stage.SummaryAsync(), await stage.DocumentAsync());
        await Assert.That(Number(document, "total_received_all_time")).IsEqualTo(Number(summary, "total_received"));
        await Assert.That(Number(document, "total_pending")).IsEqualTo(Number(summary, "total_pending"));
        await Assert.That(document.GetProperty("pending_count").GetInt32())
            .IsEqualTo(summary.GetProperty("pending_count").GetInt32());
    }

    private static async Task<(int Expected, int Status)> StepAsync(
        DividendStage stage, Model model, Random random, int step)
    {
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                return (model.Confirm(null, null), (await stage.ConfirmAsync(model.Id)).Status);
            case 3:
                var (total, tax) = (random.Next(1, 2000) / 100m, random.Next(0, 100) / 10_000m);
                return (model.Confirm(total, tax), (await stage.ConfirmAsync(model.Id, Invariant(
                    $$"""{"edited_amount":{{total}},"withholding_tax":{{tax}}}"""))).Status);
            case 4 or 5 or 6:
                var booking = (await stage.BookingsAsync())
                    .Where(row => row.GetProperty("dividend_id").GetString() == model.Id).ToList();
                var status = booking.Count == 0 ? 404 : (await stage.User.DeleteAsync(
                    $"/api/transactions/{booking[0].GetProperty("id").GetString()}")).Status;
                return (model.Unbook(), status);
            case 7 or 8:
                var (exOn, each) = (model.AnnouncedExOn.AddDays(random.Next(-3, 4)), random.Next(0, 900) / 1000m);
                return (model.Edit(exOn, each), (await stage.EditAsync(model.Id, Invariant(
                    $$"""{"ex_date":"{{exOn:yyyy-MM-dd}}","amount_per_share":{{each}}}"""))).Status);
            default:
                // Rarely the first time: what is rejected takes no further part.
                return step % 3 == 0 || model.IsRejected
                    ? (model.Reject(), (await stage.RejectAsync(model.Id)).Status)
                    : (200, 200);
        }
    }

    private static async Task CheckAsync(DividendStage stage, List<Model> models, string when)
    {
        var (summary, rows) = (await stage.SummaryAsync(), await stage.ListAsync());
        var shown = models.Where(m => !m.IsRejected).ToList();
        await Assert.That(Number(summary, "total_received")).IsEqualTo(Money(shown.Sum(m => m.Received ?? 0)))
            .Because(when);
        await Assert.That(Number(summary, "total_pending"))
            .IsEqualTo(Money(shown.Where(m => m.Received is null).Sum(m => m.Pending))).Because(when);
        await Assert.That(summary.GetProperty("confirmed_count").GetInt32())
            .IsEqualTo(shown.Count(m => m.Received is not null)).Because(when);
        await Assert.That(rows.Select(row => row.GetProperty("id").GetString()!).Order().ToArray())
            .IsEquivalentTo(shown.Select(m => m.Id).Order().ToArray()).Because(when);
        await Assert.That(rows.Select(row => row.GetProperty("ex_date").GetString()!).Order().ToArray())
            .IsEquivalentTo(shown.Select(m => Text(m.ExOn)).Order().ToArray()).Because(when);
        await Assert.That((await stage.BookingsAsync()).Count).IsEqualTo(shown.Count(m => m.Received is not null))
            .Because(when);
    }

    private static decimal Money(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of what was edited the user's figures count, of what was booked those of the booking.</summary>
    private sealed class Model(int number)
    {
        private (decimal PerShare, decimal Kept)? edited;
        private (decimal Gross, decimal Kept)? booked;

        public string Id { get; set; } = "";

        public DateOnly AnnouncedExOn { get; } = new DateOnly(2023, 3, 10).AddMonths(3 * number);

        public decimal PerShare { get; } = 0.25m + (0.125m * number);

        public DateOnly ExOn { get; private set; } = new DateOnly(2023, 3, 10).AddMonths(3 * number);

        public DateOnly PayOn => AnnouncedExOn.AddDays(21);

        public bool IsRejected { get; private set; }

        public decimal? Received => booked?.Gross - booked?.Kept;

        public decimal Pending => ((edited?.PerShare ?? PerShare) * Shares) - (edited?.Kept ?? 0);

        public int Confirm(decimal? total, decimal? tax)
        {
            if (IsRejected || booked is not null)
            {
                return 409;
            }

            var (gross, kept) = (total ?? (edited?.PerShare ?? PerShare) * Shares, tax ?? edited?.Kept ?? 0);
            if (kept > gross)
            {
                return 400;
            }

            booked = (gross, kept);
            edited = edited is null ? null : (gross / Shares, kept);
            return 200;
        }

        public int Unbook()
        {
            var status = booked is null ? 404 : 200;
            booked = null;
            return status;
        }

        public int Edit(DateOnly exOn, decimal each)
        {
            var kept = booked?.Kept ?? edited?.Kept ?? 0;
            if (IsRejected || kept > each * Shares)
            {
                return IsRejected ? 409 : 400;
            }

            (ExOn, edited) = (exOn, (each, kept));
            booked = booked is null ? null : (each * Shares, kept);
            return 200;
        }

        public int Reject()
        {
            var status = IsRejected ? 409 : 200;
            (IsRejected, booked) = (true, null);
            return status;
        }
    }
}
