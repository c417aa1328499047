using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace StudyHub.Accounts;

/// <summary>
/// What this node has read lately. A value read before a <see cref="Forget"/> is never kept after it: read the
/// <see cref="Version"/>, then the database, then <see cref="Keep"/>.
/// </summary>
internal sealed class NodeCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();
    private readonly Lock _gate = new();
    private long _version;

    public long Version => Volatile.Read(ref _version);

    public IEnumerable<KeyValuePair<TKey, TValue>> All => _values;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    /// <returns>False where something was forgotten since <paramref name="version"/>: the value may be out of date.</returns>
    public bool Keep(TKey key, TValue value, long version)
    {
        lock (_gate)
        {
            if (_version != version)
            {
                return false;
            }

            if (_values.Count >= capacity)
            {
                _values.Clear(); // Rare, and all of it can be read again.
            }

            _values[key] = value;
            return true;
        }
    }

    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _version++;
            _values.TryRemove(key, out _);
        }
    }

    /// <summary>Makes room without a change having happened.</summary>
    public void Drop(TKey key) => _values.TryRemove(key, out _);
}
