using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>Comments know a parameter by its name in the code, clients by its name on the wire. While the comments are
/// brought in, parameters go by the former.</summary>
internal static class ParameterNames
{
    public static Task ToThoseOfTheCodeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        Rename(operation, context, (code, wire) => (wire, code));
        return Task.CompletedTask;
    }

    public static Task ToThoseOfTheWireAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        Rename(operation, context, (code, wire) => (code, wire));
        return Task.CompletedTask;
    }

    public static string OnTheWire(ParameterInfo parameter)
    {
        foreach (var attribute in parameter.GetCustomAttributes())
        {
            var name = attribute switch
            {
                IFromQueryMetadata query => query.Name,
                IFromRouteMetadata route => route.Name,
                IFromHeaderMetadata header => header.Name,
                _ => null,
            };
            if (name is not null)
            {
                return name;
            }
        }

        return parameter.Name!;
    }

    private static void Rename(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        Func<string, string, (string From, string To)> direction)
    {
        foreach (var info in new DescribedEndpoint(context.Description).Parameters)
        {
            var (from, to) = direction(info.Name!, OnTheWire(info));
            if (from != to
                && operation.Parameters?.FirstOrDefault(known => known.Name == from) is OpenApiParameter found)
            {
                found.Name = to;
            }
        }
    }
}
