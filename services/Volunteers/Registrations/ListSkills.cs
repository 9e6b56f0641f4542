using System.Diagnostics.CodeAnalysis;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class ListSkills
{
    [SuppressMessage("Performance", "CA1822", Justification = "a slice is made for each call, like its neighbours")]
    public Task<Wire.ListSkillsResponse> Handle(Wire.ListSkillsRequest request, CancellationToken cancel)
    {
        var reply = new Wire.ListSkillsResponse();
        reply.Skills.AddRange(Skills.All.Select(s => new Wire.Skill { Code = s.Key, Name = s.Value }));
        return Task.FromResult(reply);
    }
}
