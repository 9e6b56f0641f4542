namespace Governance.ContractsTests;

/// <summary>The protos keep their rules, and each rule notices when it is broken.</summary>
public sealed class Protos
{
    // Breaks every rule once; compiles.
    private const string Broken = """
        syntax = "proto3";
        package governance.broken.v1;
        import "google/api/annotations.proto";
        import "governance/common/v1/access.proto";
        option csharp_namespace = "Governance.Broken.V1";
        service Things {
          // Lists.
          rpc ListThings(ListThingsRequest) returns (ListThingsResponse) {
            option (google.api.http) = {get: "/things/{nothing}"};
          }
          // Refusals: it depends.
          rpc ChangeThing(ChangeThingRequest) returns (Thing) {
            option (governance.common.v1.permission) = "grid.things.change";
            option (google.api.http) = {post: "/broken/v1/things"};
          }
          // Refusals: none.
          rpc AddThing(ChangeThingRequest) returns (Thing) {
            option (governance.common.v1.permission) = "broken.things.add";
            option (google.api.http) = {post: "/broken/v1/things" body: "*"};
          }
          rpc HideThing(ChangeThingRequest) returns (Thing) {}
        }
        message ListThingsRequest {}
        message ListThingsResponse {}
        message ChangeThingRequest {}
        message Thing { Kind kind = 1; }
        enum Kind { A = 0; }
        """;

    [Fact]
    public void Are_not_empty()
    {
        Assert.InRange(ProtoSet.Ours.Rpcs.Count(), 45, 2000);
        Assert.InRange(ProtoSet.Ours.Nouns.Count(), 30, 2000);
    }

    [Fact]
    public void Pass_buf_lint()
    {
        var (code, output) = Contracts.Buf(Contracts.Proto, "lint");
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Buf_lint_notices_what_breaks_it()
    {
        using var copy = Contracts.Copy().With("governance/broken/v1/things.proto", Broken);
        var (code, output) = Contracts.Buf(copy.Folder, "lint", "--error-format", "json");
        Assert.Equal(100, code);
        foreach (var rule in new[] { "COMMENT_SERVICE", "COMMENT_RPC", "COMMENT_MESSAGE", "COMMENT_FIELD", "COMMENT_ENUM", "ENUM_VALUE_PREFIX", "ENUM_ZERO_VALUE_SUFFIX" })
        {
            Assert.Contains($"\"{rule}\"", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Name_a_permission_for_every_rpc() => Contracts.Hold(ProtoRules.Permissions(ProtoSet.Ours));

    [Fact]
    public void Give_every_rpc_a_door_for_json() => Contracts.Hold(ProtoRules.JsonDoors(ProtoSet.Ours));

    [Fact]
    public void Name_the_refusals_of_every_rpc() => Contracts.Hold(ProtoRules.Refusals(ProtoSet.Ours));

    [Fact]
    public void Have_a_request_id_on_every_write() => Contracts.Hold(ProtoRules.RequestIds(ProtoSet.Ours));

    [Fact]
    public void Page_every_list() => Contracts.Hold(ProtoRules.Pages(ProtoSet.Ours));

    [Fact]
    public void Need_every_exception_that_is_made() => Contracts.Hold(ProtoRules.StaleExceptions(ProtoSet.Ours));

    [Fact]
    public void Rules_notice_what_breaks_them()
    {
        using var copy = Contracts.Copy().With("governance/broken/v1/things.proto", Broken);
        var protos = ProtoSet.Of(copy.Folder);
        const string things = "governance.broken.v1.Things";
        Assert.Equal([$"{things}.ListThings declares no permission", $"{things}.ChangeThing: permission 'grid.things.change' is not broken.<noun>.<verb>",
            $"{things}.HideThing declares no permission"], ProtoRules.Permissions(protos));
        Assert.Equal([$"{things}.ListThings: /things/{{nothing}} does not begin with /broken/v1/", $"{things}.ListThings: {{nothing}} is no field of ListThingsRequest",
            $"{things}.ChangeThing: a write has a body, a read has none", $"{things}.HideThing has no google.api.http: no door for JSON",
            $"{things}.ChangeThing and {things}.AddThing share Post /broken/v1/things"], ProtoRules.JsonDoors(protos));
        Assert.Equal([$"{things}.ListThings: its comment names no refusals (\"Refusals: …\")", $"{things}.ChangeThing: its refusals name no gRPC status, nor say \"none\"",
            $"{things}.HideThing: its comment names no refusals (\"Refusals: …\")"], ProtoRules.Refusals(protos));
        Assert.Equal(2, ProtoRules.RequestIds(protos).Count());
        Assert.Equal(4, ProtoRules.Pages(protos).Count());
        Assert.Contains(protos.Nouns, noun => noun == "governance.broken.v1.Thing");
    }
}
