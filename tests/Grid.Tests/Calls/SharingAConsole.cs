using Grpc.Core;

namespace Governance.Grid.Tests.Calls;

public sealed class SharingAConsole(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task One_persons_request_id_never_brings_anothers_answer()
    {
        var (one, other) = (app.AsPerson("one", "console"), app.AsPerson("other", "console"));
        var request = Appeals.Appeal();

        var mine = await one.Calls.OpenCallAsync(request);
        var theirs = await other.Calls.OpenCallAsync(request);

        Assert.NotEqual(mine.Id, theirs.Id);
        await Refused(StatusCode.NotFound, "CALL_NOT_FOUND", () => other.Calls.GetCallAsync(new() { Id = mine.Id }));
    }
}
