using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class Vote(VolunteersDb db, HonourDesk desk, Caller caller, PersonalData personal)
{
    public async Task<Wire.VoteResponse> Handle(Wire.VoteRequest request, CancellationToken cancel)
    {
        new Check().Id("nomination_id", request.NominationId, out var id).OrThrow();
        var nomination = await db.Nominations.AsNoTracking().FirstOrDefaultAsync(n => n.Id == id && desk.Seen.Any(h => h.Id == n.HonourId), cancel) ?? throw HonourRefusals.NoNomination(request.NominationId);
        var nominated = await desk.People.AsNoTracking().FirstOrDefaultAsync(v => v.Id == nomination.VolunteerId, cancel) ?? throw HonourRefusals.NoNomination(request.NominationId);
        if (nominated.Owner == caller.Subject) throw HonourRefusals.OwnVote();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var honour = await desk.ShareAsync(nomination.HonourId, cancel);
            if (honour.Method == HonourMethod.Jury) throw HonourRefusals.ByJury();
            honour.MustTake(desk.Today);
            // Somebody whose area lies in the division; whoever looks after more than it has no vote in it.
            if (!caller.Areas.Any(a => a.Code.StartsWith(honour.Area, StringComparison.Ordinal))) throw HonourRefusals.NotOfTheDivision();
            db.Add(new Ballot { HonourId = honour.Id, Voter = personal.LookupHash($"{honour.Id}/{caller.Subject}", "volunteers.ballots.voter"), NominationId = nomination.Id });
            var reply = await db.SaveAsync(() => new Wire.VoteResponse(), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == BallotTable.OneVoteEach)
        {
            throw HonourRefusals.VotedAlready();
        }
    }
}
