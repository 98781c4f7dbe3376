using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PortfolioTracker.Features.Docs;

internal static class GetDocs
{
    private static readonly string Page = Whole(Read("docs.css"), Read("docs.parts.js") + Read("docs.js"));

    // The page may run its own script, look as it says itself and talk to this service; nothing else.
    private static readonly string Policy =
        $"default-src 'none'; script-src '{HashOf("script")}'; style-src '{HashOf("style")}'; connect-src 'self'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A page to read this description and to try the operations from.</summary>
    public static ContentHttpResult Handle(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Text(Page, "text/html; charset=utf-8");
    }

    /// <summary>One answer: style and script stand in the page itself.</summary>
    private static string Whole(string style, string script) => Read("docs.html")
        .Replace("<style></style>", $"<style>\n{style}</style>", StringComparison.Ordinal)
        .Replace("<script></script>", $"<script>\n{script}</script>", StringComparison.Ordinal);

    private static string Read(string file)
    {
        using var stream = typeof(GetDocs).Assembly.GetManifestResourceStream(typeof(GetDocs), file)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string HashOf(string element)
    {
        var start = Page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var text = Page[start..Page.IndexOf($"</{element}>", start, StringComparison.Ordinal)];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
