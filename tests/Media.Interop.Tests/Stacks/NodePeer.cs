using System.Diagnostics;
using System.Text.Json;
using StudyHub.MediaLab;

namespace StudyHub.Media.Interop.Tests.Stacks;

/// <summary>A guest without a browser: the npm package <c>@roamhq/wrtc</c>, which is libwebrtc in Node, driven over its standard streams.</summary>
internal sealed class NodePeer : IScriptHost
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Stacks");

    private readonly Process _node;
    private readonly SemaphoreSlim _turn = new(1);

    private NodePeer(Process node) => _node = node;

    public static async Task<NodePeer> StartAsync(Lab lab, CancellationToken ct)
    {
        await InstallAsync(ct);
        return new(Start("node", "peer.mjs", lab.Address));
    }

    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await _node.StandardInput.WriteLineAsync(expression.AsMemory(), ct);
            await _node.StandardInput.FlushAsync(ct);
            var line = await _node.StandardOutput.ReadLineAsync(ct)
                ?? throw new InvalidOperationException($"Node has ended: {await _node.StandardError.ReadToEndAsync(ct)}");
            var answer = JsonElement.Parse(line);
            return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetString()) : answer.GetProperty("value");
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill(entireProcessTree: true);
        await _node.WaitForExitAsync(CancellationToken.None);
        _node.Dispose();
        _turn.Dispose();
    }

    /// <summary>Once for each build output.</summary>
    private static async Task InstallAsync(CancellationToken ct)
    {
        var installed = new FileInfo(Path.Combine(s_folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc > File.GetLastWriteTimeUtc(Path.Combine(s_folder, "package-lock.json")))
        {
            return;
        }

        using var npm = Start("npm", "ci", "--no-audit", "--no-fund");
        var said = npm.StandardError.ReadToEndAsync(ct);
        await npm.StandardOutput.ReadToEndAsync(ct);
        await npm.WaitForExitAsync(ct);
        Assert.True(npm.ExitCode == 0, $"npm ci: {await said}");
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = s_folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
