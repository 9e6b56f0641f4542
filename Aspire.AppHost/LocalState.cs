using System.Security.Cryptography;
using System.Text.Json;

namespace Governance.AppHost;

/// <summary>
/// The folder .local: everything that one checkout keeps between two starts. Ports and secrets are made when first asked for and stay,
/// because the issuer's address is in tokens and the passwords are in the servers' data. Another folder: GOVERNANCE_STATE.
/// </summary>
internal sealed class LocalState
{
    private Dictionary<string, string> _kept;

    private LocalState(string repository, string? folder)
    {
        (Repository, IsUsual) = (repository, folder is null);
        Folder = Path.GetFullPath(folder ?? Path.Combine(repository, ".local"));
        Directory.CreateDirectory(Folder);
        _kept = File.Exists(KeptFile) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(KeptFile))! : [];
        // Whatever the AppHost starts inherits this mark; deploy/local/down finds by it what must be gone, whichever way the AppHost itself ended.
        Environment.SetEnvironmentVariable("GOVERNANCE_RUN", Folder);
    }

    public static LocalState Open(IDistributedApplicationBuilder builder) => new(Path.GetDirectoryName(builder.AppHostDirectory)!, builder.Configuration["GOVERNANCE_STATE"]);

    public string Repository { get; }
    public string Folder { get; }

    /// <summary>The checkout's own folder, not one that a test has made.</summary>
    public bool IsUsual { get; }

    public string Certificates => Path.Combine(Folder, "certificates");
    private string KeptFile => Path.Combine(Folder, "state.json");

    public string Secret(string name) => Keep($"secret {name}", () => RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>32 random bytes in base64.</summary>
    public string Key(string name) => Keep($"key {name}", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Writes a file that only its owner may read; it appears whole or not at all.</summary>
    public string Write(string name, string text)
    {
        var (path, draft) = (Path.Combine(Folder, name), Path.Combine(Folder, name + ".new"));
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options)) writer.Write(text);
        File.Move(draft, path, overwrite: true);
        return path;
    }

    public string Keep(string name, Func<string> make, bool anew = false)
    {
        if (!anew && _kept.TryGetValue(name, out var value)) return value;
        Write("state.json", JsonSerializer.Serialize(_kept = new(_kept) { [name] = value = make() }));
        return value;
    }

    public bool Keeps(string value) => _kept.ContainsValue(value);
}
