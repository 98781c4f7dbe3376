namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>How the file of an export names itself, so that an import knows what it reads. A change that an older
/// import would misread raises the version.</summary>
internal static class ExportFormat
{
    public const string Schema = "portfoliotracker-export";
    public const int Version = 1;
}
