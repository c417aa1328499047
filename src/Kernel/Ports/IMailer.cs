namespace StudyHub.Kernel.Ports;

/// <summary>Engine port. Hands a mail over for delivery.</summary>
public interface IMailer
{
    Task SendAsync(Mail mail, CancellationToken ct);
}

/// <summary>One plain-text mail.</summary>
/// <param name="To">The address, as the person typed it.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The body; lines end with a line feed.</param>
public sealed record Mail(string To, string Subject, string Text);
