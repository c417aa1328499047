using StudyHub.Data;

namespace StudyHub.Server;

/// <summary>What an operator's probes ask (OPS-6).</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(IDatabase database, CancellationToken ct) => await database.IsReadyAsync(ct)
        ? TypedResults.Text("ready")
        : TypedResults.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
}
