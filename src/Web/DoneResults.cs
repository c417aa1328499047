using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using StudyHub.Kernel;

namespace StudyHub.Web;

public static class DoneResults
{
    /// <summary>204, or the problem.</summary>
    public static Results<NoContent, ProblemHttpResult> ToNoContent(this Result<Done> result) =>
        result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
}
