using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Cases;

/// <summary>What follows from a closure: a death is recorded, and what somebody typed stays in the case.</summary>
public sealed class ClosingACase(WelfareApp app) : IClassFixture<WelfareApp>
{
    private AsyncUnaryCall<Case> Propose(Case found, CaseOutcome outcome, string death = "", string message = "本人已去世，家属已办理后事") =>
        app.Worker(found.DivisionCode[..9]).Cases.ProposeClosureAsync(new() { RequestId = NewId(), Id = found.Id, Outcome = outcome, Message = message, DeathDate = death });

    private Task<Case> Decide(Case found, bool approve = true) =>
        app.Supervisor(found.DivisionCode[..6]).Cases.DecideClosureAsync(new() { RequestId = NewId(), Id = found.Id, Approve = approve, Reason = approve ? "" : "请再核实" }).ResponseAsync;

    private async Task<string> DeathOf(string person) => (await app.Supervisor().People.GetPersonAsync(new() { Id = person, Purpose = ReadPurpose.Upkeep })).DeathDate;

    [Fact]
    public async Task A_case_that_ends_with_a_death_records_it_once()
    {
        await EventuallyAsync("the month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104')"));
        var child = await app.New(app.Child());
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        var found = await app.InService(child);
        await WrongFields(() => Propose(found, CaseOutcome.Died), "death_date");
        await WrongFields(() => Propose(found, CaseOutcome.Died, app.Day(1)), "death_date");
        await WrongFields(() => Propose(found, CaseOutcome.GoalsMet, app.Day()), "death_date");
        Assert.Equal(app.Day(-1), (await Propose(found, CaseOutcome.Died, app.Day(-1))).Closure.DeathDate);
        // Proposed is not decided.
        Assert.Equal("", await DeathOf(child.Id));
        await Decide(found, approve: false);
        Assert.Equal("", await DeathOf(child.Id));
        await Propose(found, CaseOutcome.Died, app.Day(-1));
        await Decide(found);
        Assert.Equal(app.Day(-1), await DeathOf(child.Id));
        Assert.Equal(0, await app.Query<long>("select count(*) from visits where person_id = $1 and state = 1", Guid.Parse(child.Id)));
        Assert.Single((await app.Supervisor().People.ListPersonStepsAsync(new() { Id = child.Id, Purpose = ReadPurpose.Upkeep })).Steps, s => s.Kind == PersonStepKind.Died);
        await Refused(StatusCode.FailedPrecondition, "PERSON_DIED", () => app.Supervisor().People.RecordDeathAsync(new() { RequestId = NewId(), Id = child.Id, DeathDate = app.Day() }));
        // Nobody who only appealed is told of it.
        Assert.Contains("\"outcome\":\"Ended\"", Assert.Single(await app.Events("CaseClosed"), e => e.Contains(found.Id, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_recorded_meanwhile_holds_and_of_a_double_it_is_recorded_in_the_record_that_goes_on()
    {
        var known = await app.InService();
        await Propose(known, CaseOutcome.Died, app.Day(-1));
        await app.Supervisor().People.RecordDeathAsync(new() { RequestId = NewId(), Id = known.PersonId, DeathDate = app.Day(-3) });
        await Decide(known);
        Assert.Equal(app.Day(-3), await DeathOf(known.PersonId));
        var (kept, twin) = (await app.New(), await app.New(app.Unknown()));
        var found = await app.InService(twin);
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        await Propose(found, CaseOutcome.Died, app.Day());
        await Decide(found);
        Assert.Equal(app.Day(), await DeathOf(kept.Id));
        // On record already, it need not be entered again.
        var late = await app.InService();
        await app.Supervisor().People.RecordDeathAsync(new() { RequestId = NewId(), Id = late.PersonId, DeathDate = app.Day() });
        await Propose(late, CaseOutcome.Died);
        Assert.Equal(CaseState.Closed, (await Decide(late)).State);
    }

    [Fact]
    public async Task What_is_kept_elsewhere_is_referred_to_by_no_title()
    {
        var found = await app.Opened();
        AsyncUnaryCall<CaseNote> Add(params string[] attachments) => app.Worker().CaseNotes.AddCaseNoteAsync(new() { RequestId = NewId(), CaseId = found.Id, Text = "附材料", Attachments = { attachments } });
        await WrongFields(() => Add("dms:2026/0007-1.pdf", "陈桂芳诊断书.jpg", "scan 1.pdf", "51010419480102123X.pdf"), "attachments[1]", "attachments[2]", "attachments[3]");
        Assert.Equal(["dms:2026/0007-1.pdf"], (await Add("dms:2026/0007-1.pdf")).Attachments);
    }

    [Fact]
    public async Task What_somebody_typed_never_comes_into_an_event()
    {
        const string typed = "已联系其侄女接回照料并落实临时救助";
        var outcomes = new Dictionary<CaseOutcome, string> { [CaseOutcome.GoalsMet] = "GoalsMet", [CaseOutcome.NotEligible] = "NotEligible", [CaseOutcome.Declined] = "Declined", [CaseOutcome.MovedAway] = "Ended", [CaseOutcome.Duplicate] = "Merged" };
        var sentences = new HashSet<string>();
        foreach (var (outcome, code) in outcomes)
        {
            var found = await app.InService();
            await Propose(found, outcome, message: typed);
            Assert.Equal(typed, (await Decide(found)).Closure.Message);
            var told = System.Text.Json.JsonDocument.Parse(Assert.Single(await app.Events("CaseClosed"), e => e.Contains(found.Id, StringComparison.Ordinal))).RootElement;
            Assert.Equal(code, told.GetProperty("outcome").GetString());
            sentences.Add(told.GetProperty("message").GetString()!);
        }
        Assert.Single(sentences);
        // Nor does it lie in clear where it stays.
        Assert.DoesNotContain("侄女", await app.AtRest("cases"), StringComparison.Ordinal);
        Assert.Equal(0, await app.Query<long>("select count(*) from events where payload::text like '%侄女%'"));
    }
}
