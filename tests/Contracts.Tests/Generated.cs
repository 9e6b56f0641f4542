using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Governance.ContractsTests.Generated))]

namespace Governance.ContractsTests;

/// <summary>
/// What is generated is committed, so that a change is seen in review. With UPDATE_CONTRACTS=1 it is written before the tests compare it, but never when
/// it would break somebody: then the old file stays and the test tells.
/// </summary>
public sealed class Generated
{
    public Generated()
    {
        if (!Contracts.Update) return;
        foreach (var type in EventRules.Ours)
        {
            var (path, now) = (EventSchema.PathOf(type), EventSchema.Of(type));
            if (File.Exists(path) && EventSchema.Shrinks(JsonNode.Parse(File.ReadAllText(path))!, now).Any()) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, EventSchema.Write(now));
        }
        File.WriteAllText(AsyncApi.File, AsyncApi.Write(EventRules.Ours));
        if (Contracts.Buf(Contracts.Proto, "breaking", "--against", Contracts.Baseline).Code == 0)
        {
            Contracts.Buf(Contracts.Proto, "build", "--exclude-source-info", "-o", Contracts.Baseline);
        }
    }

    public static void Match(string path, string text)
    {
        Assert.True(File.Exists(path), $"{path} is missing: {Contracts.HowToUpdate}");
        if (File.ReadAllText(path) != text) Assert.Fail($"{path} is not what the contracts say now: {Contracts.HowToUpdate}");
    }
}
