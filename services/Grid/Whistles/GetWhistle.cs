using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class GetWhistle(WhistleDesk desk)
{
    public async Task<Wire.Whistle> Handle(Wire.GetWhistleRequest request, CancellationToken cancel)
    {
        var whistle = await desk.FindAsync(request.Id, new Check(), cancel);
        return desk.Of(whistle, await desk.RulesAsync(cancel));
    }
}
