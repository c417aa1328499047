using System.Globalization;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// One m-line of a subscriber's description. It stays for as long as the connection does, and carries one track after another; between
/// two, the browser must have heard that it is empty. Belongs to the worker's thread.
/// </summary>
/// <remarks>RFC 8829 §5.2.2</remarks>
internal sealed class MediaSlot(int place, bool isVideo)
{
    private readonly string _mid = place.ToString(CultureInfo.InvariantCulture);
    private State _state = State.Left;

    private enum State
    {
        /// <summary>Carries a track.</summary>
        Used,

        /// <summary>Carries none, but the browser may not know that yet.</summary>
        Left,

        /// <summary>Carries none, and the browser has said that it knows.</summary>
        Free,

        /// <summary>The browser refused it.</summary>
        Dead,
    }

    public bool IsVideo => isVideo;

    public bool IsFree => _state == State.Free;

    public Subscription? Subscription { get; private set; }

    /// <summary>The browser does not know the present state.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>The state changed after the latest offer was made.</summary>
    public bool IsDirtySinceOffer { get; private set; }

    public void Use(Subscription subscription)
    {
        (Subscription, _state) = (subscription, State.Used);
        IsDirty = IsDirtySinceOffer = true;
    }

    public void Leave()
    {
        Subscription = null;
        if (_state != State.Dead)
        {
            _state = State.Left;
            IsDirty = IsDirtySinceOffer = true;
        }
    }

    /// <summary>Puts the present state into an offer.</summary>
    public OfferedMedia Offer()
    {
        IsDirtySinceOffer = false;
        return new(
            _mid,
            isVideo ? "video" : "audio",
            Subscription is { } s ? new(_mid, s.Seat, s.Track.Source) : null,
            Subscription?.Ssrc ?? 0,
            Subscription?.RetransmissionSsrc ?? 0);
    }

    /// <summary>The browser has answered the latest offer.</summary>
    /// <param name="carriedTrack">What this m-line looked like in that offer.</param>
    /// <param name="refused">Whether the answer refuses it.</param>
    public void OnAnswered(bool carriedTrack, bool refused)
    {
        IsDirty = IsDirtySinceOffer;
        if (refused)
        {
            _state = State.Dead;
            IsDirty = IsDirtySinceOffer = false;
            Subscription?.End();
        }
        else if (IsDirtySinceOffer)
        {
            return; // the next offer will tell
        }
        else if (_state == State.Used)
        {
            Subscription!.GoLive();
        }
        else if (_state == State.Left && !carriedTrack)
        {
            _state = State.Free;
        }
    }
}
