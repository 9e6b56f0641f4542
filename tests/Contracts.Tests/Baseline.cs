namespace Governance.ContractsTests;

/// <summary>
/// What was promised once stays: the protos against <c>contracts/proto/baseline.binpb</c>. UPDATE_CONTRACTS=1 extends the baseline by what is new and refuses to
/// when something would break; breaking on purpose takes <c>npm run baseline</c> in contracts/, and an ADR that says whom it breaks.
/// </summary>
public sealed class Baseline
{
    [Fact]
    public void Is_not_broken()
    {
        var (code, output) = Contracts.Buf(Contracts.Proto, "breaking", "--against", Contracts.Baseline);
        Assert.True(code == 0, $"{output}\nPartners and services that run today would break. Add instead of changing, or make a v2.");
    }

    [Fact]
    public void Covers_everything_that_is_promised()
    {
        // What is not in the baseline could be taken back unnoticed, so it must not lag behind.
        var lag = Lag(Contracts.Proto);
        Assert.True(lag.Length == 0, $"The baseline lacks what the protos promise now: {Contracts.HowToUpdate}\n{lag}");
    }

    [Theory]
    [InlineData("governance/grid/v1/grids.proto", "  string etag = 9;", "  string etag = 9;\n  // New.\n  string colour = 99;")]
    [InlineData("governance/grid/v1/calls.proto", "// Why a clock", "// New.\nmessage Reply {}\n// Why a clock")]
    public void Notices_that_it_lags(string file, string from, string to)
    {
        using var copy = Contracts.Copy().Change(file, from, to);
        Assert.NotEmpty(Lag(copy.Folder));
    }

    [Theory]
    [InlineData("governance/grid/v1/calls.proto", "  string number = 2;", "  // .\n  int64 number = 2;", "FIELD_SAME_TYPE")]
    [InlineData("governance/grid/v1/calls.proto", "  CALL_STATE_MERGED = 11;", "  CALL_STATE_JOINED = 11;", "ENUM_VALUE_SAME_NAME")]
    [InlineData("governance/grid/v1/grids.proto", "  string name = 2;", "", "FIELD_NO_DELETE")]
    [InlineData("governance/grid/v1/grids_service.proto", "rpc RetireGrid(", "rpc EndGrid(", "RPC_NO_DELETE")]
    public void Notices_what_would_break_a_partner(string file, string from, string to, string rule)
    {
        using var copy = Contracts.Copy().Change(file, from, to);
        var (code, output) = Contracts.Buf(copy.Folder, "breaking", "--against", Contracts.Proto, "--error-format", "json");
        Assert.Equal(100, code);
        Assert.Contains(rule, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_new_field_as_no_break()
    {
        using var copy = Contracts.Copy().Change("governance/grid/v1/grids.proto", "  string etag = 9;", "  string etag = 9;\n  // New.\n  string colour = 99;");
        var (code, output) = Contracts.Buf(copy.Folder, "breaking", "--against", Contracts.Proto);
        Assert.True(code == 0, output);
    }

    // The other way round: what the baseline lacks looks as if it had been taken away.
    private static string Lag(string protos)
    {
        var now = Path.Combine(Path.GetTempPath(), $"baseline-{Path.GetRandomFileName()}.binpb");
        try
        {
            var (code, output) = Contracts.Buf(protos, "build", "--exclude-source-info", "-o", now);
            Assert.True(code == 0, output);
            return Contracts.Buf(protos, "breaking", Contracts.Baseline, "--against", now, "--config", Path.Combine(Contracts.Proto, "buf.yaml")).Output;
        }
        finally
        {
            File.Delete(now);
        }
    }
}
