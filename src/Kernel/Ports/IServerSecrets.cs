namespace StudyHub.Kernel.Ports;

/// <summary>Engine port. This installation's own secrets, made when first asked for and the same ever after (OPS-2).</summary>
public interface IServerSecrets
{
    /// <param name="name">What it is for, <c>a–z</c> and <c>-</c>: one secret never serves two purposes.</param>
    /// <returns>32 random bytes.</returns>
    byte[] Get(string name);
}
