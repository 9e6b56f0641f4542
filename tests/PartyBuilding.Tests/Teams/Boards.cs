using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Person = Governance.Party.V1.Person;
using Rosters = Governance.PartyBuilding.Tests.Members.Rosters;

namespace Governance.PartyBuilding.Tests.Teams;

/// <summary>Committees, and people who may come to their posts.</summary>
internal static class Boards
{
    public static readonly string[] Units = ["510104-03", "510104-04"];
    private static int places;

    // Towns whose communities tests reorganise; in the next county FollowingCommunitiesMatrix retires one after the other from here on.
    private static bool IsReorganized(string code) => code[..9] is "510104023" or "510104026" or "510104030" or "510104035" or "510104036" or "510104037"
        || (code.StartsWith("510105", StringComparison.Ordinal) && string.CompareOrdinal(code, "510105013") > 0);

    /// <summary>A community of a county that no other test has.</summary>
    public static string NewCommunity(string county = "510104")
    {
        var all = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith(county, StringComparison.Ordinal) && !IsReorganized(r.Code) && r.Code is not (SmallMap.Community or SmallMap.OtherTown or SmallMap.NextCounty)).ToList();
        return all[Interlocked.Increment(ref places) % all.Count].Code;
    }

    public static EnterPersonRequest ToEnter(string division, string? number = null, PersonEducation education = PersonEducation.College) => new()
    {
        RequestId = NewId(), DivisionCode = division, Name = "赵小川", IdentityNumber = number ?? PartyApp.NewNumber(), Phone = "13712345678", Education = education,
    };

    public static async Task<Person> NewPerson(this PartyApp app, string division, string? number = null, PersonEducation education = PersonEducation.College) =>
        await app.Office("51").People.EnterPersonAsync(ToEnter(division, number, education));

    /// <summary>Somebody who is on the roster as a full member.</summary>
    public static async Task<Person> NewComrade(this PartyApp app, string division, MemberState state = MemberState.Full)
    {
        var (number, branch) = (PartyApp.NewNumber(), await app.NewBranch(division[..6]));
        await app.Office("51").Enter("51", NewId(), 1, Rosters.Row(branch, state, number, state == MemberState.Full ? "2020-07-01" : "2025-07-01"));
        return await app.NewPerson(division, number);
    }

    public static PartyCaller Unit(this PartyApp app, string unit = "510104-03", string area = "51") => app.As("unit-clerk", area, unit);

    public static async Task<JointReview> NewReview(this PartyApp app, Person person, string division, params string[] units) => await app.Office("51").Qualifications.OpenJointReviewAsync(new()
    {
        RequestId = NewId(), PersonId = person.Id, DivisionCode = division, Units = { units.Length == 0 ? Units : units },
    });

    public static async Task<List<ReviewOpinion>> Opinions(this PartyApp app, JointReview review) => [.. (await app.Office("51").Qualifications.ListReviewOpinionsAsync(new() { ReviewId = review.Id })).Opinions];

    public static async Task<ReviewOpinion> Judge(this PartyApp app, ReviewOpinion opinion, ReviewVerdict verdict = ReviewVerdict.Pass) => await app.Unit(opinion.Unit).Qualifications.JudgeJointReviewAsync(new()
    {
        RequestId = NewId(), Id = opinion.Id, Verdict = verdict, Reason = verdict == ReviewVerdict.Veto ? "受过处分未满影响期" : "",
    });

    /// <summary>Has passed, or was vetoed, today.</summary>
    public static async Task Reviewed(this PartyApp app, Person person, string division, ReviewVerdict last = ReviewVerdict.Pass)
    {
        var opinions = await app.Opinions(await app.NewReview(person, division));
        await app.Judge(opinions[0]);
        await app.Judge(opinions[1], last);
    }

    /// <summary>A full member who has passed.</summary>
    public static async Task<Person> NewQualified(this PartyApp app, string division)
    {
        var person = await app.NewComrade(division);
        await app.Reviewed(person, division);
        return person;
    }

    public static async Task<(Team Team, List<TeamPost> Posts)> NewTeam(this PartyApp app, string division, TeamBody body = TeamBody.Party, int deputies = 1, int ordinaries = 2)
    {
        var team = await app.Office("51").Teams.EstablishTeamAsync(new() { RequestId = NewId(), DivisionCode = division, Body = body, Deputies = deputies, Ordinaries = ordinaries });
        return (team, await app.Posts(team));
    }

    public static async Task<List<TeamPost>> Posts(this PartyApp app, Team team) => [.. (await app.Office("51").Teams.ListTeamPostsAsync(new() { TeamId = team.Id })).Posts];

    public static ElectTeamRequest ToElect(Team team, string date, params (TeamPost Post, Person Person)[] elected) => new()
    {
        RequestId = NewId(), Id = team.Id, HeldDate = date, Elected = { elected.Select(e => new ElectedTo { PostId = e.Post.Id, PersonId = e.Person.Id }) },
    };

    public static async Task<Team> Elect(this PartyApp app, Team team, string date, params (TeamPost, Person)[] elected) => await app.Office("51").Teams.ElectTeamAsync(ToElect(team, date, elected));

    public static FillTeamPostRequest ToFill(TeamPost post, Person person, string date) => new() { RequestId = NewId(), Id = post.Id, PersonId = person.Id, Mode = HoldingMode.Appointed, StartDate = date };

    /// <summary>A committee whose head was elected.</summary>
    public static async Task<(Team Team, List<TeamPost> Posts, TeamHolding Head)> NewHeaded(this PartyApp app, string division, Person head, TeamBody body = TeamBody.Party)
    {
        var (team, posts) = await app.NewTeam(division, body);
        team = await app.Elect(team, app.Day(), (posts[0], head));
        posts = await app.Posts(team);
        return (team, posts, posts[0].Holding);
    }

    /// <summary>A day by the app's clock, in China.</summary>
    public static string Day(this PartyApp app, int later = 0, int years = 0) =>
        DateOnly.FromDateTime(app.Clock.GetUtcNow().AddHours(8).DateTime).AddDays(later).AddYears(years).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<string> Told<T>(Grpc.Core.AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (Grpc.Core.RpcException e) { return Read(e).Reason; }
    }
}
