using Governance.Messaging;
using Governance.PartyBuilding.Workers;

namespace Governance.PartyBuilding.Grades;

internal enum LevelProposalState { Open = 1, Accepted, Dismissed }

/// <summary>That a worker was certified as a social worker elsewhere; one for each level of a worker, by a constraint. Accepted it is a certificate, which the next regrading counts.</summary>
internal sealed class LevelProposal : Aggregate
{
    private LevelProposal() { }

    public Guid WorkerId { get; private init; }
    public ProfessionalLevel Level { get; private init; }
    public Guid SocialWorkerId { get; private init; }
    public DateOnly CertifiedOn { get; private init; }
    public LevelProposalState State { get; private set; }

    public static LevelProposal Of(Worker worker, ProfessionalLevel level, Guid socialWorkerId, DateOnly on, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = worker.Area, WorkerId = worker.Id, Level = level, SocialWorkerId = socialWorkerId, CertifiedOn = on, State = LevelProposalState.Open };

    public void Decide(bool accept)
    {
        if (State != LevelProposalState.Open) throw GradeRefusals.ProposalDecided();
        State = accept ? LevelProposalState.Accepted : LevelProposalState.Dismissed;
    }
}
