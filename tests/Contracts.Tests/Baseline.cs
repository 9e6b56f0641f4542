namespace Governance.ContractsTests;

/// <summary>
/// What was promised once stays: the protos against <c>contracts/proto/baseline.binpb</c>. UPDATE_CONTRACTS=1 extends the baseline by what is new and refuses to
/// when something would break; breaking on purpose takes <c>npm run baseline</c> in contracts/, the line in contracts/breaks.txt, and an ADR that says whom it breaks.
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
    public void Nor_is_what_was_committed_before()
    {
        var (compared, broken) = Committed.Breaks(Contracts.Proto);
        TestContext.Current.TestOutputHelper?.WriteLine(compared.ToString());
        Contracts.Hold(broken);
        compared.MustSuffice();
    }

    [Fact]
    public void Notices_a_proto_and_its_baseline_that_are_changed_in_one_commit()
    {
        using var copy = Contracts.Copy();
        using var past = Past.Of(copy.Folder);
        past.Commit();
        copy.Change("governance/grid/v1/grids.proto", "  string name = 2;", "");
        Contracts.Buf(copy.Folder, "build", "--exclude-source-info", "-o", Path.Combine(copy.Folder, "baseline.binpb"));
        past.Commit();
        Assert.Equal(0, Contracts.Buf(copy.Folder, "breaking", "--against", Path.Combine(copy.Folder, "baseline.binpb")).Code);    // what lies side by side agrees
        var (compared, broken) = Committed.Breaks(copy.Folder);
        Assert.Equal((2, null), (compared.States.Count, compared.Lacking));
        Assert.Contains(broken, b => b.StartsWith("governance/grid/v1/grids.proto: ", StringComparison.Ordinal) && b.Contains("field \"2\" with name \"name\"", StringComparison.Ordinal));
        // Where history was cut off, it says so instead of passing.
        using var shallow = past.Shallow();
        Assert.Contains("shallow", Committed.Compared.With(shallow.Folder, "baseline.binpb").ToString(), StringComparison.Ordinal);
        using var nowhere = new CopyOfProtos();
        Assert.Contains("no commit; there is no git", Committed.Compared.With(nowhere.Folder, "baseline.binpb").ToString(), StringComparison.Ordinal);
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
