using StudyHub.Media.Ice;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// The ICE-lite side of a transport: credentials, the addresses that have passed a check, which of them is sent to, and consent.
/// Belongs to the worker's thread, except that any thread may read <see cref="Selected"/>.
/// </summary>
/// <remarks>RFC 8445 (lite); RFC 7675</remarks>
internal sealed class IceSession
{
    /// <summary>After so many milliseconds without an authenticated check the browser no longer wants to be sent anything.</summary>
    /// <remarks>RFC 7675 §5.1</remarks>
    public const int ConsentMillis = 30_000;

    /// <summary>Browsers check at least every 6 s; after so many milliseconds something is wrong with the path.</summary>
    public const int DoubtMillis = 7_000;

    /// <summary>For so many milliseconds packets that were still under way on a path do not lead back to it.</summary>
    private const int ReturnMillis = 500;

    private const int MostPaths = 8;

    private readonly Worker _worker;
    private readonly Transport _transport;
    private readonly List<Path> _paths = [];
    private IceCredentials? _previous;
    private volatile Path? _selected;
    private long _lastCheck = -1;

    public IceSession(Worker worker, Transport transport)
    {
        (_worker, _transport) = (worker, transport);
        worker.Demultiplexer.Add(Credentials, transport);
    }

    public IceCredentials Credentials { get; private set; } = new();

    /// <summary>Where to send; null before the first check and after consent has run out.</summary>
    public Path? Selected => _selected;

    /// <summary>Consent ran out; only new credentials bring the session back.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>New credentials are out, and no check has used them yet.</summary>
    public bool IsRestarting { get; private set; }

    /// <summary>Was connected and is silent for longer than browsers are.</summary>
    public bool IsInDoubt => IsExpired || (!IsRestarting && _lastCheck >= 0 && _worker.Now - _lastCheck > DoubtMillis);

    /// <summary>ICE restart: makes new credentials. The old ones hold until the first check with the new.</summary>
    /// <remarks>RFC 8445 §9</remarks>
    public void Restart()
    {
        ForgetPrevious();
        _previous = IsExpired ? null : Credentials;
        Credentials = new();
        (IsExpired, IsRestarting) = (false, true);
        _lastCheck = _lastCheck < 0 ? _lastCheck : _worker.Now; // as much time again as after a check
        _worker.Demultiplexer.Add(Credentials, _transport);
    }

    /// <summary>An authenticated check has come this way.</summary>
    public void OnCheck(Path path, IceCredentials credentials, bool useCandidate)
    {
        if (credentials == Credentials)
        {
            IsRestarting = false;
            ForgetPrevious();
        }

        _lastCheck = path.LastHeard = _worker.Now;
        if (!_paths.Contains(path))
        {
            _paths.Add(path);
            ForgetOldest();
        }

        // Browsers nominate more than one path, so a nomination counts only where the present one has gone quiet.
        if (_selected is not { } selected || (useCandidate && _worker.Now - selected.LastHeard > Path.StaleMillis))
        {
            _selected = path;
        }
    }

    /// <summary>Authentic traffic has come this way: so does the answer.</summary>
    public void Follow(Path path)
    {
        path.LastHeard = _worker.Now;
        if (path == _selected || _worker.Now - path.LeftAt < ReturnMillis)
        {
            return;
        }

        _selected?.LeftAt = _worker.Now;
        _selected = path;
    }

    /// <summary>An address belongs to another transport now, or its connection has ended.</summary>
    public void Forget(Path path)
    {
        _paths.Remove(path);
        if (_selected == path)
        {
            _selected = _paths.MaxBy(other => other.LastHeard);
        }
    }

    /// <summary>Lets go of everything when consent has run out.</summary>
    public void CheckConsent()
    {
        if (_lastCheck >= 0 && !IsExpired && _worker.Now - _lastCheck > ConsentMillis)
        {
            IsExpired = true;
            Close();
        }
    }

    /// <summary>Leaves the worker's tables. May be repeated.</summary>
    public void Close()
    {
        _worker.Demultiplexer.Remove(Credentials);
        ForgetPrevious();
        foreach (var path in _paths)
        {
            _worker.Demultiplexer.Remove(path);
        }

        _paths.Clear();
        _selected = null;
    }

    private void ForgetPrevious()
    {
        if (_previous is not null)
        {
            _worker.Demultiplexer.Remove(_previous);
            _previous = null;
        }
    }

    private void ForgetOldest()
    {
        if (_paths.Count > MostPaths)
        {
            var oldest = _paths.Where(path => path != _selected).MinBy(path => path.LastHeard)!;
            _paths.Remove(oldest);
            _worker.Demultiplexer.Remove(oldest);
        }
    }
}
