using System.Net.Http.Headers;
using System.Text;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Prices;

internal sealed class OwnPriceFileTests
{
    private const string Path = "/api/prices/MYFUND";

    [Test]
    public async Task A_table_is_taken_whole_or_each_row_s_rule_is_named()
    {
        var user = (await App.SharedAsync()).NewUser();
        const string wrong = "close;date\n1,5;2024-01-02\n2;02.01.2024\n0;2024-01-03\n3;2024-01-04\n3;2024-01-04\n";

        var refused = await PostTableAsync(user, wrong, "?currency=EUR");
        var preview = await PostTableAsync(user, wrong, "?currency=EUR&preview=true");
        var nothing = await user.GetAsync(Path);
        var taken = await PostTableAsync(user, "date,close,remark\n2024-01-02,1.5,a\n2024-01-03,1.6,b\n\n",
            "?currency=EUR");

        await Assert.That(refused.Status).IsEqualTo(422);
        await Assert.That(string.Join(' ', refused.Json.GetProperty("details").EnumerateArray()
            .Select(detail => detail.GetProperty("field").GetString())))
            .IsEqualTo("line 2.close line 3.date line 4.close line 6.date");
        await Assert.That(preview.Status).IsEqualTo(200).Because(preview.Text);
        await Assert.That(string.Join(' ', preview.Data.GetProperty("rows").EnumerateArray()
            .Select(row => row.GetProperty("status").GetString())))
            .IsEqualTo("invalid invalid invalid valid invalid");
        await Assert.That(nothing.Data.GetProperty("prices").GetArrayLength()).IsEqualTo(0);
        await Assert.That(taken.Data.GetProperty("stored").GetInt32()).IsEqualTo(2);
        await Assert.That((await user.GetAsync(Path)).Data.GetProperty("prices")[1].GetProperty("source").GetString())
            .IsEqualTo("csv");
    }

    [Test]
    [Arguments("", "query.currency")]
    [Arguments("?currency=EURO", "query.currency")]
    [Arguments("?currency=GBp", "query.currency")] // pence, which in capitals would be pounds
    public async Task A_table_without_its_currency_is_refused(string query, string field)
    {
        var user = (await App.SharedAsync()).NewUser();

        await ErrorShape.AssertInvalidAsync(await PostTableAsync(user, "date,close\n2024-01-02,1\n", query), field);
    }

    [Test]
    [Arguments("""{"prices":[{"date":"2024-01-02","close":1}]}""", "currency")]
    [Arguments("""{"currency":"GBp","prices":[{"date":"2024-01-02","close":1}]}""", "currency")]
    [Arguments("""{"currency":"EUR","prices":[]}""", "prices")]
    [Arguments("""{"currency":"EUR"}""", "prices")]
    [Arguments("""{"currency":"EUR","prices":[null]}""", "prices[0].date prices[0].close")]
    [Arguments("""{"currency":"EUR","prices":[{"date":"2999-01-02","close":1}]}""", "prices[0].date")]
    [Arguments("""{"currency":"EUR","prices":[{"date":"2024-01-02","close":-1}]}""", "prices[0].close")]
    [Arguments("""{"currency":"EUR","prices":[{"date":"2024-01-02","close":0.00000000001}]}""", "prices[0].close")]
    public async Task What_breaks_a_rule_is_named(string body, string field)
    {
        var user = (await App.SharedAsync()).NewUser();

        await ErrorShape.AssertInvalidAsync(await user.PostAsync(Path, body), field.Split(' '));
    }

    [Test]
    [Arguments("text/csv", "iso-8859-1")]
    [Arguments("application/json", "utf-16")]
    [Arguments("text/plain", "utf-8")]
    public async Task A_file_of_another_kind_or_in_other_letters_is_refused(string type, string charset)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await PostTableAsync(user, "date,close\n2024-01-02,1\n", "?currency=EUR", type, charset);

        await ErrorShape.AssertAsync(answer, 415, "BadRequestError");
    }

    private static async Task<Answer> PostTableAsync(
        Caller user, string table, string query, string type = "text/csv", string? charset = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + query);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(table));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type, charset);
        return await user.SendAsync(request);
    }
}
