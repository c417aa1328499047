using StudyHub.Media.Ice;
using StudyHub.Media.Network;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// Tells apart what comes in on a worker's port and finds the transport it belongs to. Only an authenticated check makes an
/// address known; from unknown addresses nothing but checks is looked at, and everything not understood is dropped in silence.
/// </summary>
/// <remarks>RFC 7983 §7; RFC 8445 §7.3</remarks>
internal sealed class Demultiplexer(Worker worker)
{
    private readonly Dictionary<PeerAddress, Path> _paths = [];
    private readonly Dictionary<UfragKey, (Transport Transport, IceCredentials Credentials)> _sessions = [];

    public int Paths => _paths.Count;

    public int Sessions => _sessions.Count;

    public void Add(IceCredentials credentials, Transport transport) => _sessions[credentials.Key] = (transport, credentials);

    public void Remove(IceCredentials credentials) => _sessions.Remove(credentials.Key);

    public void Remove(Path path)
    {
        if (_paths.TryGetValue(path.Key, out var current) && current == path)
        {
            _paths.Remove(path.Key);
            path.Connection?.Dispose();
        }
    }

    /// <summary>A TCP connection has ended.</summary>
    public void Forget(in PeerAddress address)
    {
        if (_paths.Remove(address, out var path))
        {
            path.Transport.Ice.Forget(path);
        }
    }

    /// <param name="datagram">At least two bytes; decrypted in place.</param>
    /// <param name="from">Where it came from.</param>
    public void OnDatagram(Span<byte> datagram, in PeerAddress from)
    {
        switch (datagram[0])
        {
            case <= 3:
                OnStun(datagram, from);
                break;
            case >= 20 and <= 63 when _paths.TryGetValue(from, out var path):
                path.Transport.OnDtls(datagram, path);
                break;
            case >= 128 and <= 191 when datagram.Length >= 12 && _paths.TryGetValue(from, out var path):
                if (datagram[1] is >= 192 and <= 223)
                {
                    path.Transport.OnRtcp(datagram, path);
                }
                else
                {
                    path.Transport.OnRtp(datagram, path);
                }

                break;
            default:
                break;
        }
    }

    private void OnStun(ReadOnlySpan<byte> datagram, in PeerAddress from)
    {
        if (!StunMessage.TryRead(datagram, out var message)
            || message.Type != StunType.BindingRequest
            || !UfragKey.TryRead(message.Username, out var ufrag)
            || !_sessions.TryGetValue(ufrag, out var session)
            || !message.IsAuthentic(session.Credentials.PasswordBytes))
        {
            return;
        }

        if (!_paths.TryGetValue(from, out var path) || path.Transport != session.Transport)
        {
            if (path is not null && worker.Now - path.LastHeard < Path.StaleMillis)
            {
                return; // in use: whoever checks with a forged source address must not cut others off
            }

            path?.Transport.Ice.Forget(path); // the address has passed on to another connection
            var connection = worker.Tcp.Find(from);
            connection?.Prove();
            path = new(worker, session.Transport, from, connection);
            _paths[from] = path;
        }

        var length = StunWriter.BindingResponse(worker.NextPacket, message.Transaction, from, session.Credentials.PasswordBytes);
        worker.Send(length, path);
        session.Transport.OnCheck(path, session.Credentials, message.UseCandidate);
    }
}
