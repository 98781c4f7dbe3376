using System.Text;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class NewsAnswersTests
{
    [Test]
    public async Task Recorded_news_have_scores_as_numbers_wherever_they_stand()
    {
        var feed = NewsAnswers.Feed(
            File.ReadAllBytes(SharedFiles.PathOrSkip("alphavantage", "NEWS_SENTIMENT", "aapl_2026-05-17.json")))!;
        var first = feed.Articles[0];

        await Assert.That(feed.Articles.Count).IsEqualTo(50);
        await Assert.That(feed.ScoreDefinition!).StartsWith("x <= -0.35: Bearish");
        await Assert.That((first.PublishedAt, first.Score)).IsEqualTo(("20260517T110100", 0.22902m));
        await Assert.That(first.Topics[0]).IsEqualTo(new("technology", 0.846949m));
        await Assert.That(first.Tickers.Single(row => row.Ticker == "AAPL"))
            .IsEqualTo(new("AAPL", 1m, 0.061509m, "Neutral"));
        await Assert.That(string.Join('|', first.Authors)).IsEqualTo("Mohd Haider");
    }

    [Test]
    public async Task What_an_article_lacks_is_null_and_what_is_no_article_is_left_out()
    {
        var feed = NewsAnswers.Feed(Encoding.UTF8.GetBytes(
            """
            {"items":"2","feed":[
              {"title":"T","url":"https://news.example/1","banner_image":null,"summary":""},{"title":"no url"}]}
            """))!;
        var article = feed.Articles.Single();

        await Assert.That((article.BannerImage, article.Summary, article.Score, article.Source))
            .IsEqualTo(((string?)null, (string?)null, (decimal?)null, (string?)null));
        await Assert.That(article.Authors.Count + article.Topics.Count + article.Tickers.Count).IsEqualTo(0);
    }

    [Test]
    public async Task No_article_is_no_feed() =>
        await Assert.That(NewsAnswers.Feed("""{"items":"0"}"""u8.ToArray())).IsNull();
}
