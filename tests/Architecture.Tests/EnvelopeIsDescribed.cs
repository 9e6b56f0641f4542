using System.Text.RegularExpressions;

namespace Governance.ArchitectureTests;

/// <summary>The headers that the relay writes are those that asyncapi.yaml promises.</summary>
public sealed partial class EnvelopeIsDescribed
{
    [Fact]
    public void In_asyncapi_yaml()
    {
        var relay = House.Foundation.Single(m => m.Assembly.Name.Name == "Governance.Messaging").Types.Single(t => t.Name == "RelayChannel");
        var written = Written(Code.Literals(relay));
        Assert.Contains("ce-id", written);
        Assert.Equal(written, Promised(House.Read("contracts/Governance.Events/asyncapi.yaml")));
    }

    [Fact]
    public void A_header_that_is_not_promised_is_noticed() =>
        Assert.NotEqual(Written(["ce-id", "ce-owner", "https://x"]), Promised("    headers:\n      properties:\n        ce-id:\n          type: string\n      required:\n"));

    private static IEnumerable<string> Written(IEnumerable<string> literals) => literals.Where(l => Header().IsMatch(l)).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Promised(string yaml) => Property().Matches(yaml[yaml.IndexOf("    headers:", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex("^(ce-[a-z]+|traceparent)$")]
    private static partial Regex Header();

    [GeneratedRegex("^ +(ce-[a-z]+|traceparent):\\s*$", RegexOptions.Multiline)]
    private static partial Regex Property();
}
