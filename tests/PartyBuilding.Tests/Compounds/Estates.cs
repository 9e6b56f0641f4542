using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;

namespace Governance.PartyBuilding.Tests.Compounds;

/// <summary>Compounds and what governs them.</summary>
internal static class Estates
{
    private static int companies;

    public static async Task<Place> NewCompound(this PartyApp app, string division = SmallMap.Community, int fullMembers = 4, PlaceKind kind = PlaceKind.Compound) => await app.Office("51").Establishment.EnterPlaceAsync(new()
    {
        RequestId = NewId(), DivisionCode = division, Name = NewId()[24..], Kind = kind, FullMembers = fullMembers, SurveyDate = fullMembers > 0 ? "2026-03-01" : "",
    });

    public static EstablishOwnersCommitteeRequest ToElect(Place compound) =>
        new() { RequestId = NewId(), PlaceId = compound.Id, Kind = OwnersCommitteeKind.Owners, Name = "第一届业主委员会", TermStartDate = "2025-06-01", TermEndDate = "2030-05-31" };

    public static async Task<OwnersCommittee> NewOwners(this PartyApp app, Place compound) => await app.Office("51").Compounds.EstablishOwnersCommitteeAsync(ToElect(compound));

    public static SeatOwnerRequest ToSeat(OwnersCommittee committee, Person person, OwnersPost post = OwnersPost.Ordinary) =>
        new() { RequestId = NewId(), CommitteeId = committee.Id, PersonId = person.Id, Post = post, StartDate = "2025-06-01" };

    public static async Task<OwnersSeat> Seat(this PartyApp app, OwnersCommittee committee, Person person, OwnersPost post = OwnersPost.Ordinary) => await app.Office("51").Compounds.SeatOwnerAsync(ToSeat(committee, person, post));

    public static RegisterPropertyCompanyRequest ToRegister(string division = "510104") =>
        new() { RequestId = NewId(), DivisionCode = division, Name = "成都安居物业服务有限公司", CreditCode = $"91510104MA{Interlocked.Increment(ref companies):00000000}" };

    public static async Task<PropertyCompany> NewCompany(this PartyApp app, string division = "510104") => await app.Office("51").Compounds.RegisterPropertyCompanyAsync(ToRegister(division));

    public static SignPropertyContractRequest ToSign(Place compound, PropertyCompany company) => new() { RequestId = NewId(), PlaceId = compound.Id, CompanyId = company.Id, StartDate = "2025-01-01", EndDate = "2027-12-31" };

    public static async Task<PropertyContract> NewContract(this PartyApp app, Place compound) => await app.Office("51").Compounds.SignPropertyContractAsync(ToSign(compound, await app.NewCompany()));

    public static FileManagementRuleRequest ToFile(Place compound, string clause = "业主委员会在社区党组织领导下开展工作", ManagementRuleKind kind = ManagementRuleKind.Management) =>
        new() { RequestId = NewId(), PlaceId = compound.Id, Kind = kind, Title = "小区管理规约", AdoptedDate = "2026-01-10", PartyClause = clause };

    public static SetScoreSchemeRequest Scheme(string division, string since, ScoreSubject subject = ScoreSubject.PropertyCompany) => new()
    {
        RequestId = NewId(), Scheme = new()
        {
            DivisionCode = division, Subject = subject, SinceDate = since,
            Criteria = { new ScoreCriterion { Code = "A1", Text = "执行社区党组织决定", MaxPoints = 40 }, new ScoreCriterion { Code = "A2", Text = "服务质量与公共收益公开", MaxPoints = 60 } },
        },
    };

    public static ScoreSupervisionRequest ToScore(Place compound, int first = 35, int second = 50, int year = 2025, ScoreSubject subject = ScoreSubject.PropertyCompany) => new()
    {
        RequestId = NewId(), PlaceId = compound.Id, Subject = subject, Year = year, Opinion = "公共收益按季公开",
        Points = { new CriterionPoints { Code = "A1", Points = first }, new CriterionPoints { Code = "A2", Points = second } },
    };
}
