using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace StudyHub.Web;

public static class EndpointDescriptions
{
    /// <summary>Documents the statuses an endpoint refuses with; the tests hold every answer against the document.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }

    /// <summary>Documents an answer that is a file.</summary>
    public static RouteHandlerBuilder ProducesFile(this RouteHandlerBuilder endpoint, string contentType) =>
        endpoint.Produces<Stream>(StatusCodes.Status200OK, contentType);

    /// <summary>
    /// The endpoint makes something: asked again with the same <c>Idempotency-Key</c>, it does nothing more and answers as before (API-4).
    /// Not for answers that hold a secret: answers are kept for a day.
    /// </summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(IdempotentMetadata.Instance).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Marks an endpoint that heeds <c>Idempotency-Key</c>.</summary>
public sealed class IdempotentMetadata
{
    public static IdempotentMetadata Instance { get; } = new();
}
