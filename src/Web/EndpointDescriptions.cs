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
}
