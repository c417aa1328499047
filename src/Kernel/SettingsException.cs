namespace StudyHub.Kernel;

/// <summary>The operator has to change a setting before the server can start; the message says which and how.</summary>
public sealed class SettingsException(string message) : Exception(message);
