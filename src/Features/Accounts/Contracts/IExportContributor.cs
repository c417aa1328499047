using StudyHub.Kernel;

namespace StudyHub.Accounts.Contracts;

/// <summary>Each feature that holds something of a person's answers: what goes into their export (ACC-21).</summary>
public interface IExportContributor
{
    /// <summary>The folder within the archive, <c>a–z</c> and <c>-</c>.</summary>
    string Name { get; }

    /// <summary>Writes what is this person's own: what they wrote and gave, not what others wrote to them.</summary>
    Task WriteAsync(UserId user, IExportFolder folder, CancellationToken ct);
}

/// <summary>Takes one file after the other.</summary>
public interface IExportFolder
{
    /// <summary>Adds <c>{name}.json</c>. A sequence (<see cref="IAsyncEnumerable{T}"/>) becomes an array and is never in memory as a whole.</summary>
    Task AddJsonAsync<T>(string name, T content, CancellationToken ct);

    /// <summary>Adds a file as it is.</summary>
    Task AddFileAsync(string name, Stream content, CancellationToken ct);
}
