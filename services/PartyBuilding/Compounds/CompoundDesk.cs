using Governance.Access;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

/// <summary>What the slices about compounds share. Whoever seats somebody holds the committee in common, whoever dissolves it holds it alone; a compound is not closed while something begins in it.</summary>
internal sealed class CompoundDesk(PartyDb db, PersonWire people, PersonalData personal, OrganizationTree tree, TimeProvider clock)
{
    /// <summary>What opinions are sealed for.</summary>
    public const string OpinionPurpose = "party.supervision-scores.opinion";

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    public byte[] SealOpinion(string text) => personal.Encrypt(text.Trim(), OpinionPurpose);

    /// <summary>The place, which nobody closes before the transaction ends.</summary>
    public async Task<Place> PlaceAsync(Guid id, CancellationToken cancel) => await tree.ShareAsync(id, cancel) ?? throw PlaceRefusals.NotFound(id.ToString());

    /// <summary>The committee, which nobody dissolves before the transaction ends.</summary>
    public async Task<OwnersCommittee> ShareCommitteeAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from owners_committees where id = {id} for share", cancel);
        return await db.OwnersCommittees.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CompoundRefusals.NoCommittee(id.ToString());
    }

    /// <summary>The committee, on which nobody is seated before the transaction ends.</summary>
    public async Task<OwnersCommittee> HoldCommitteeAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from owners_committees where id = {id} for no key update", cancel);
        return await db.OwnersCommittees.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CompoundRefusals.NoCommittee(id.ToString());
    }

    public static Wire.OwnersCommittee Of(OwnersCommittee committee) => new()
    {
        Id = committee.Id.ToString(), PlaceId = committee.PlaceId.ToString(), Kind = (Wire.OwnersCommitteeKind)committee.Kind, Name = committee.Name, TermStartDate = committee.TermStart.Day(), TermEndDate = committee.TermEnd.Day(),
        DissolvedDate = committee.DissolvedOn?.Day() ?? "", Etag = Etag.Of(committee.Version),
    };

    public Wire.OwnersSeat Of(OwnersSeat seat, byte[] sealedName) => new()
    {
        Id = seat.Id.ToString(), CommitteeId = seat.CommitteeId.ToString(), PersonId = seat.PersonId.ToString(), NameMasked = Mask.Name(people.OpenName(sealedName)), Post = (Wire.OwnersPost)seat.Post, StartDate = seat.SeatedOn.Day(),
        EndDate = seat.UnseatedOn?.Day() ?? "", Etag = Etag.Of(seat.Version),
    };

    public static Wire.PropertyCompany Of(PropertyCompany company) => new()
    {
        Id = company.Id.ToString(), DivisionCode = company.Area, Name = company.Name, CreditCode = company.CreditCode, OrganizationId = company.OrganizationId?.ToString() ?? "", Etag = Etag.Of(company.Version),
    };

    public static Wire.PropertyContract Of(PropertyContract contract, string company) => new()
    {
        Id = contract.Id.ToString(), PlaceId = contract.PlaceId.ToString(), CompanyId = contract.CompanyId.ToString(), CompanyName = company, StartDate = contract.StartsOn.Day(), EndDate = contract.EndsOn.Day(),
        EndedDate = contract.EndedOn?.Day() ?? "", Etag = Etag.Of(contract.Version),
    };

    public static Wire.ManagementRule Of(ManagementRule rule) => new()
    {
        Id = rule.Id.ToString(), PlaceId = rule.PlaceId.ToString(), Kind = (Wire.ManagementRuleKind)rule.Kind, Title = rule.Title, AdoptedDate = rule.AdoptedOn.Day(), PartyClause = rule.PartyClause ?? "", FiledDate = rule.FiledOn.Day(),
        InForce = rule.KindInForce is not null,
    };

    public static Wire.ScoreScheme Of(ScoreScheme scheme) => new()
    {
        Id = scheme.Id.ToString(), DivisionCode = scheme.Area, Subject = (Wire.ScoreSubject)scheme.Subject, SinceDate = scheme.Since.Day(),
        Criteria = { scheme.Criteria.Select(c => new Wire.ScoreCriterion { Code = c.Code, Text = c.Text, MaxPoints = c.MaxPoints }) },
    };

    public Wire.SupervisionScore Of(SupervisionScore score) => new()
    {
        Id = score.Id.ToString(), PlaceId = score.PlaceId.ToString(), Subject = (Wire.ScoreSubject)score.Subject, Year = score.Year, Total = score.Total, SchemeId = score.SchemeId.ToString(),
        Points = { score.Points.Select(p => new Wire.CriterionPoints { Code = p.Code, Points = p.Points }) }, Opinion = personal.Decrypt(score.SealedOpinion, OpinionPurpose),
    };
}
