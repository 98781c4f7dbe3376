using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

internal sealed partial class TransactionsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var transactions = api.MapGroup("/transactions").WithTags("Transactions");

        transactions.MapGet("/", ListTransactions.Handle).WithName(nameof(ListTransactions));
        transactions.MapPost("/", AddTransaction.Handle).WithName(nameof(AddTransaction));
        transactions.MapPost("/bulk", AddTransactions.Handle).WithName(nameof(AddTransactions))
            .WithMetadata(new BodyLimit(AddTransactions.BodyBytesMax)).Costs(Costly.Import);
        transactions.MapPut("/{id}", EditTransaction.Handle).WithName(nameof(EditTransaction));
        transactions.MapDelete("/{id}", DeleteTransaction.Handle).WithName(nameof(DeleteTransaction));

        var import = api.MapGroup("/import").WithTags("Import");

        import.MapGet("/", ListImports.Handle).WithName(nameof(ListImports));
        import.MapPost("/", ImportLedger.Handle).WithName(nameof(ImportLedger))
            .WithMetadata(new BodyLimit(ImportLedger.BodyBytesMax))
            .Accepts<ImportDocument>("application/json", "text/csv").Costs(Costly.Import);
        import.MapPost("/jobs", StartImport.Handle).WithName(nameof(StartImport))
            .WithMetadata(new BodyLimit(ImportLedger.BodyBytesMax))
            .Accepts<ImportDocument>("application/json", "text/csv").Costs(Costly.Import);
        import.MapDelete("/{id}", RevertImport.Handle).WithName(nameof(RevertImport));
    }

    public override void AddServices(IServiceCollection services) => services.AddSingleton<LedgerWrites>();

    public override IJsonTypeInfoResolver Json => TransactionsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(TransactionFields))]
    [JsonSerializable(typeof(AddTransactionsRequest))]
    [JsonSerializable(typeof(AddTransactionsReply))]
    [JsonSerializable(typeof(ImportDocument))]
    [JsonSerializable(typeof(ImportLedgerReply))]
    [JsonSerializable(typeof(ListImportsReply))]
    [JsonSerializable(typeof(ListTransactionsReply))]
    [JsonSerializable(typeof(RevertImportReply))]
    [JsonSerializable(typeof(StartImportReply))]
    [JsonSerializable(typeof(TransactionReply))]
    [JsonSerializable(typeof(DeleteTransactionReply))]
    private sealed partial class TransactionsWire : JsonSerializerContext;
}
