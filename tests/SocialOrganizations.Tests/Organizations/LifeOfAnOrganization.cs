using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Organizations;

public sealed class LifeOfAnOrganization(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<Told> Closed(string missing, Func<AsyncUnaryCall<Organization>> step)
    {
        var told = await Refused(StatusCode.FailedPrecondition, "GATE_NOT_MET", step);
        Assert.Equal(missing, told.Facts["missing"]);
        return told;
    }

    [Fact]
    public async Task Every_gate_names_all_that_is_missing_and_opens_when_it_is_there()
    {
        var (office, clerk) = (app.Office().Organizations, app.Clerk().Organizations);
        var organization = await clerk.ApplyForOrganizationAsync(Founding.ToApply(OrganizationKind.MicroGroup, members: 2));
        Assert.Equal((OrganizationState.Applied, "欧***", "139****5678"), (organization.State, organization.LeaderNameMasked, organization.LeaderPhoneMasked));
        var told = await Closed("members", () => clerk.IncubateOrganizationAsync(new() { Id = organization.Id }));
        Assert.Contains("成员至少 3 人（现有 2 人）", told.Chinese, StringComparison.Ordinal);
        await clerk.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, UpdateMask = new() { Paths = { "member_count" } }, MemberCount = 5 });
        Assert.Equal(OrganizationState.Incubating, (await clerk.IncubateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id })).State);

        await Closed("paper-charter,paper-leader-pledge,paper-member-list,kind,members", () => clerk.FileOrganizationAsync(new() { Id = organization.Id }));
        var check = await app.Clerk().Gates.CheckGateAsync(new() { Id = organization.Id });
        Assert.Equal((Gate.Filing, 5), (check.Gate, check.Lacks.Count));
        Assert.Contains(check.Lacks, l => l is { Need: GateNeed.Members, Wanted: 10, Found: 5 });
        await clerk.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, UpdateMask = new() { Paths = { "kind", "member_count" } }, Kind = OrganizationKind.Functional, MemberCount = 12 });
        await app.Shows(organization, PaperKind.Charter, PaperKind.LeaderPledge);
        await Closed("paper-member-list", () => clerk.FileOrganizationAsync(new() { Id = organization.Id }));
        await app.Shows(organization, PaperKind.MemberList);
        Assert.Equal((OrganizationState.Filed, app.Day()), ((await clerk.FileOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id })) is var filed ? (filed.State, filed.FiledDate) : default));

        await Closed("paper-premises,paper-funds,paper-supervisor-consent", () => office.RegisterOrganizationAsync(new() { Id = organization.Id, UnifiedCode = SocialOrgsApp.NewCode() }));
        await app.Shows(organization, PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        var code = SocialOrgsApp.NewCode();
        var registered = await office.RegisterOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, UnifiedCode = code });
        Assert.Equal((OrganizationState.Registered, code), (registered.State, registered.UnifiedCode));

        var closed = await Closed("paper-final-assessment,days,party-building", () => office.GraduateOrganizationAsync(new() { Id = organization.Id }));
        Assert.Contains("党建", closed.Chinese, StringComparison.Ordinal);
        Assert.Equal(registered.Id, Assert.Single((await office.ListOrganizationsAsync(new() { UnifiedCode = code })).Organizations).Id);
    }

    [Fact]
    public async Task Steps_do_not_leave_out_one()
    {
        var (office, organization) = (app.Office().Organizations, await app.Applied());
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.FileOrganizationAsync(new() { Id = organization.Id }));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.RegisterOrganizationAsync(new() { Id = organization.Id, UnifiedCode = SocialOrgsApp.NewCode() }));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.GraduateOrganizationAsync(new() { Id = organization.Id }));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.ResumeOrganizationAsync(new() { Id = organization.Id }));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.SuspendOrganizationAsync(new() { Id = organization.Id, Reason = "还没有开始" }));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.DeregisterOrganizationAsync(new() { Id = organization.Id, Reason = "还没有登记" }));
        await office.IncubateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, Etag = organization.Etag });
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => office.ExitOrganizationAsync(new() { Id = organization.Id, Etag = organization.Etag, Reason = "成员意见不一" }));
    }

    [Fact]
    public async Task The_town_files_and_the_county_registers()
    {
        var organization = await app.Incubating();
        await app.Shows(organization, PaperKind.Charter, PaperKind.LeaderPledge, PaperKind.MemberList);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk(SmallMap.Community).Organizations.FileOrganizationAsync(new() { Id = organization.Id }));
        await app.Clerk().Organizations.FileOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id });
        await app.Shows(organization, PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510104017").Organizations.RegisterOrganizationAsync(new() { Id = organization.Id, UnifiedCode = SocialOrgsApp.NewCode() }));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Office("510105").Organizations.RegisterOrganizationAsync(new() { Id = organization.Id, UnifiedCode = SocialOrgsApp.NewCode() }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510104017").Organizations.EnterOrganizationAsync(Founding.ToEnter(app)));
    }

    [Fact]
    public async Task A_code_is_checked_fits_the_kind_and_belongs_to_one()
    {
        var (office, first) = (app.Office().Organizations, await app.Registered());
        var second = await app.Filed();
        await app.Shows(second, PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        var good = SocialOrgsApp.NewCode();
        // Another check character; a letter that the standard does not have; something that civil affairs does not register; an enterprise's code.
        foreach (var bad in new[] { SocialOrgsApp.NewCode("54"), good[..17] + (good[17] == '0' ? '1' : '0'), "I" + good[1..], good[..17], SocialOrgsApp.NewCode("91") })
        {
            await WrongFields(() => office.RegisterOrganizationAsync(new() { Id = second.Id, UnifiedCode = bad }), "unified_code");
        }
        await Refused(StatusCode.AlreadyExists, "UNIFIED_CODE_TAKEN", () => office.RegisterOrganizationAsync(new() { Id = second.Id, UnifiedCode = first.UnifiedCode }));
        var entry = Founding.ToEnter(app);
        entry.UnifiedCode = first.UnifiedCode;
        await Refused(StatusCode.AlreadyExists, "UNIFIED_CODE_TAKEN", () => office.EnterOrganizationAsync(entry));
        Assert.Equal(OrganizationState.Filed, (await office.GetOrganizationAsync(new() { Id = second.Id })).State);
        await office.RegisterOrganizationAsync(new() { RequestId = NewId(), Id = second.Id, UnifiedCode = good });
    }

    [Theory]
    [InlineData("914403001922038216")]
    [InlineData("9144030071526726XG")]
    public async Task Codes_that_market_supervision_has_given_out_are_valid(string code)
    {
        var entry = Founding.ToEnter(app, kind: OrganizationKind.SocialEnterprise);
        entry.UnifiedCode = code;
        Assert.Equal(code, (await app.Office().Organizations.EnterOrganizationAsync(entry)).UnifiedCode);
    }

    [Fact]
    public async Task Of_two_that_want_one_code_at_once_one_gets_it()
    {
        app.StartReplica();
        var both = new List<Organization>();
        for (var i = 0; i < 2; i++)
        {
            both.Add(await app.Filed());
            await app.Shows(both[i], PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        }
        var code = SocialOrgsApp.NewCode();
        var outcomes = await Task.WhenAll(both.Select(async (o, i) =>
        {
            try { await app.Office(replica: i).Organizations.RegisterOrganizationAsync(new() { RequestId = NewId(), Id = o.Id, UnifiedCode = code }); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Equal(["OK", "UNIFIED_CODE_TAKEN"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_suspended_goes_on_from_where_it_stood()
    {
        var (office, organization) = (app.Office().Organizations, await app.Filed());
        var suspended = await office.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, Reason = "年度报告未按时提交" });
        Assert.Equal(OrganizationState.Suspended, suspended.State);
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.RegisterOrganizationAsync(new() { Id = organization.Id, UnifiedCode = SocialOrgsApp.NewCode() }));
        Assert.Equal(OrganizationState.Filed, (await office.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id })).State);
        Assert.Single(await app.Events("OrganizationSuspended"), e => e.Contains(organization.Id, StringComparison.Ordinal));
        Assert.Single(await app.Events("OrganizationResumed"), e => e.Contains(organization.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_county_registered_no_town_suspends_or_lets_go_on_and_what_the_town_filed_no_community()
    {
        var (office, registered, filed) = (app.Office().Organizations, await app.Registered(), await app.Filed());
        foreach (var narrow in new[] { app.Clerk(), app.Clerk(SmallMap.Community) })
        {
            await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => narrow.Organizations.SuspendOrganizationAsync(new() { Id = registered.Id, Reason = "年度报告未按时提交" }));
            await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => narrow.Organizations.GraduateOrganizationAsync(new() { Id = registered.Id }));
        }
        await office.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = registered.Id, Reason = "年度报告未按时提交" });
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk().Organizations.ResumeOrganizationAsync(new() { Id = registered.Id }));
        Assert.Equal(OrganizationState.Registered, (await office.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = registered.Id })).State);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk(SmallMap.Community).Organizations.SuspendOrganizationAsync(new() { Id = filed.Id, Reason = "年度报告未按时提交" }));
        await app.Clerk().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = filed.Id, Reason = "年度报告未按时提交" });
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk(SmallMap.Community).Organizations.ResumeOrganizationAsync(new() { Id = filed.Id }));
        Assert.Equal(OrganizationState.Filed, (await app.Clerk().Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = filed.Id })).State);
    }

    [Fact]
    public async Task What_is_filed_changes_name_and_kind_by_the_office_alone_and_what_it_was_stays()
    {
        Task<Organization> Rename(SocialOrgsCaller by, Organization of, string name) =>
            by.Organizations.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = of.Id, UpdateMask = new() { Paths = { "name" } }, Name = name }).ResponseAsync;
        Task<Organization> Turn(SocialOrgsCaller by, Organization of, OrganizationKind kind) =>
            by.Organizations.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = of.Id, UpdateMask = new() { Paths = { "kind" } }, Kind = kind }).ResponseAsync;
        async Task<List<OrganizationStep>> Changes(Organization of) =>
            [.. (await app.Office().Organizations.ListOrganizationStepsAsync(new() { OrganizationId = of.Id })).Steps.Where(s => s.FormerName.Length > 0 || s.FormerKind != 0)];

        // Before it is filed it is its own to call itself.
        var applied = await app.Staff("staff-named").Organizations.ApplyForOrganizationAsync(Founding.ToApply());
        await Rename(app.Staff("staff-named"), applied, "锦里长者互助会");
        var step = Assert.Single(await Changes(applied));
        Assert.Equal((applied.Name, OrganizationKind.Unspecified), (step.FormerName, step.FormerKind));

        var filed = await app.Staffed((await app.Filed()).Id, "staff-filed");
        foreach (var own in new[] { app.Staff("staff-filed"), app.Office(subject: "staff-filed") })
        {
            await Refused(StatusCode.PermissionDenied, "NAME_OF_THE_OFFICE", () => Rename(own, filed, "锦里长者互助会"));
            await Refused(StatusCode.PermissionDenied, "NAME_OF_THE_OFFICE", () => Turn(own, filed, OrganizationKind.Charity));
            // The same again is no change.
            await Rename(own, filed, filed.Name);
        }
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Rename(app.Clerk(SmallMap.Community), filed, "锦里长者互助会"));
        await Refused(StatusCode.FailedPrecondition, "KIND_HAS_PAPERS", () => Turn(app.Office(), filed, OrganizationKind.MicroGroup));
        Assert.Empty(await Changes(filed));
        await Rename(app.Clerk(), filed, "锦里长者互助会");
        await Turn(app.Clerk(), filed, OrganizationKind.Charity);
        Assert.Equal([("", OrganizationKind.Functional), (filed.Name, OrganizationKind.Unspecified)], (await Changes(filed)).Select(s => (s.FormerName, s.FormerKind)));
        var told = (await app.Events("OrganizationChanged")).Where(e => e.Contains(filed.Id, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, told.Count);
        Assert.Contains("\"kind\":\"Charity\"", told[1], StringComparison.Ordinal);
        Assert.All(told, e => Assert.DoesNotContain("锦里", e, StringComparison.Ordinal));

        var registered = await app.Registered();
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Rename(app.Clerk(), registered, "锦里长者互助会"));
        await Refused(StatusCode.FailedPrecondition, "KIND_IS_REGISTERED", () => Turn(app.Office(), registered, OrganizationKind.Charity));
        Assert.Equal("锦里长者互助会", (await Rename(app.Office(), registered, "锦里长者互助会")).Name);
    }

    [Fact]
    public async Task Why_it_was_suspended_is_read_by_the_office_and_by_whom_it_was_said_to()
    {
        const string reason = "负责人被投诉";
        var organization = await app.Entered("staff-why");
        await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, Reason = reason });
        async Task<string> Why(SocialOrgsCaller by) => (await by.Organizations.ListOrganizationStepsAsync(new() { OrganizationId = organization.Id })).Steps.Single(s => s.Kind == OrganizationStepKind.Suspended).Reason;
        foreach (var by in new[] { app.Office(), app.Clerk(), app.Staff("staff-why") }) Assert.Equal(reason, await Why(by));
        foreach (var role in new[] { "town-clerk", "county-centre", "province-operator", "scope/socialorgs.read" }) Assert.Equal("", await Why(app.WithRole(role, "510104", Governance.SocialOrganizations.Tests.Access.Scene.Unit)));
    }

    [Fact]
    public async Task What_leaves_or_is_deregistered_keeps_its_history_and_its_code()
    {
        var (office, group, registered) = (app.Office().Organizations, await app.Incubating(), await app.Registered());
        const string reason = "全体成员决定解散";
        var exited = await office.ExitOrganizationAsync(new() { RequestId = NewId(), Id = group.Id, Reason = reason });
        Assert.Equal((OrganizationState.Exited, app.Day()), (exited.State, exited.EndDate));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_ENDED", () => office.UpdateOrganizationAsync(new() { Id = group.Id, UpdateMask = new() { Paths = { "member_count" } }, MemberCount = 5 }));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_STATE", () => office.ExitOrganizationAsync(new() { Id = registered.Id, Reason = reason }));
        await Closed("paper-liquidation", () => office.DeregisterOrganizationAsync(new() { Id = registered.Id, Reason = reason }));
        await app.Shows(registered, PaperKind.Liquidation);
        Assert.Equal(OrganizationState.Deregistered, (await office.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = registered.Id, Reason = reason })).State);
        var steps = (await office.ListOrganizationStepsAsync(new() { OrganizationId = registered.Id })).Steps;
        Assert.Equal([OrganizationStepKind.Deregistered, OrganizationStepKind.Registered, OrganizationStepKind.Filed, OrganizationStepKind.Incubated, OrganizationStepKind.Applied], steps.Select(s => s.Kind));
        Assert.Equal((reason, OrganizationState.Registered), (steps[0].Reason, steps[0].FromState));
        Assert.Equal(7, (await app.Office().Gates.ListPapersAsync(new() { OrganizationId = registered.Id })).Papers.Count);
        var entry = Founding.ToEnter(app);
        entry.UnifiedCode = registered.UnifiedCode;
        await Refused(StatusCode.AlreadyExists, "UNIFIED_CODE_TAKEN", () => office.EnterOrganizationAsync(entry));
        Assert.Equal(0, await app.Query<long>("select count(*) from organization_steps where position(convert_to('解散', 'UTF8') in sealed_reason) > 0"));
        foreach (var type in new[] { "OrganizationExited", "OrganizationDeregistered" }) Assert.DoesNotContain(await app.Events(type), e => e.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Staff_see_and_change_their_own_and_nothing_else()
    {
        var (mine, other) = (await app.Entered("staff-a"), await app.Entered("staff-b"));
        var staff = app.Staff("staff-a").Organizations;
        Assert.Equal([mine.Id], (await staff.ListOrganizationsAsync(new())).Organizations.Select(o => o.Id));
        await app.Staff("staff-a").Gates.PresentPaperAsync(new() { RequestId = NewId(), OrganizationId = mine.Id, Kind = PaperKind.Charter, Reference = "章程 2026", PaperDate = app.Day() });
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => staff.GetOrganizationAsync(new() { Id = other.Id }));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Staff("staff-a").Gates.PresentPaperAsync(new() { OrganizationId = other.Id, Kind = PaperKind.Charter, Reference = "章程 2026", PaperDate = app.Day() }));
        var applied = await app.Staff("staff-c").Organizations.ApplyForOrganizationAsync(Founding.ToApply());
        Assert.Equal(applied.Id, (await app.Staff("staff-c").Organizations.GetOrganizationAsync(new() { Id = applied.Id })).Id);
    }

    [Fact]
    public async Task What_others_say_of_an_organisation_it_does_not_present_itself()
    {
        var mine = await app.Entered("staff-p");
        PresentPaperRequest Paper(PaperKind kind) => new() { RequestId = NewId(), OrganizationId = mine.Id, Kind = kind, Reference = "锦民社〔2026〕12号", PaperDate = app.Day() };
        foreach (var kind in new[] { PaperKind.SupervisorConsent, PaperKind.Liquidation })
        {
            await Refused(StatusCode.PermissionDenied, "PAPER_OF_THE_OFFICE", () => app.Staff("staff-p").Gates.PresentPaperAsync(Paper(kind)));
            await app.Clerk().Gates.PresentPaperAsync(Paper(kind));
        }
        // A residency shows it, and nobody else.
        foreach (var by in new[] { app.Staff("staff-p"), app.Clerk(), app.Office() }) await WrongFields(() => by.Gates.PresentPaperAsync(Paper(PaperKind.FinalAssessment)), "kind");
        Assert.Equal([PaperKind.SupervisorConsent, PaperKind.Liquidation], (await app.Office().Gates.ListPapersAsync(new() { OrganizationId = mine.Id })).Papers.Select(p => p.Kind).Order());
    }

    [Fact]
    public async Task The_leader_is_sealed_and_shown_for_a_purpose()
    {
        var organization = await app.Applied();
        var leader = await app.Clerk().Organizations.RevealLeaderAsync(new() { Id = organization.Id, Purpose = "通知参加培训" });
        Assert.Equal((Founding.Leader, Founding.Phone), (leader.Name, leader.Phone));
        Assert.Equal("通知参加培训", await app.Query<string>("select purpose from audit where aggregate_id = $1 and action like '%RevealLeader' limit 1", Guid.Parse(organization.Id)));
        Assert.DoesNotContain(await app.Events("OrganizationApplied"), e => e.Contains(Founding.Leader, StringComparison.Ordinal) || e.Contains(Founding.Phone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_nearer_rule_and_a_later_one_count()
    {
        var gates = app.Office("5101").Gates;
        GateRule Rule(string place, string since, int members, OrganizationKind kind = 0) => new() { DivisionCode = place, Gate = Gate.Incubation, Kind = kind, SinceDate = since, MinMembers = members };
        var organization = await app.Applied(members: 8, place: SmallMap.NextCounty);
        await gates.SetGateRuleAsync(new() { RequestId = NewId(), Rule = Rule("510105", app.Day(), 20) });
        await gates.SetGateRuleAsync(new() { RequestId = NewId(), Rule = Rule("510105", app.Day(5), 1) });
        var told = await Closed("members", () => app.Office("510105").Organizations.IncubateOrganizationAsync(new() { Id = organization.Id }));
        Assert.Contains("20", told.Chinese, StringComparison.Ordinal);
        await Refused(StatusCode.AlreadyExists, "GATE_RULE_EXISTS", () => gates.SetGateRuleAsync(new() { Rule = Rule("510105", app.Day(), 3) }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => gates.SetGateRuleAsync(new() { Rule = Rule("5107", app.Day(), 3) }));
        await gates.SetGateRuleAsync(new() { RequestId = NewId(), Rule = Rule("510105", app.Day(), 8, OrganizationKind.Functional) });
        Assert.Equal(OrganizationState.Incubating, (await app.Office("510105").Organizations.IncubateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id })).State);
    }

    [Fact]
    public async Task No_town_eases_the_countys_gates_and_no_rule_begins_before_it_is_set()
    {
        var gates = app.Office("5101").Gates;
        GateRule Rule(string place, Gate gate, string since) => new() { DivisionCode = place, Gate = gate, Kind = OrganizationKind.Umbrella, SinceDate = since, NeedsPartyBuilding = true };
        foreach (var gate in new[] { Gate.Registration, Gate.Graduation, Gate.Deregistration }) await WrongFields(() => gates.SetGateRuleAsync(new() { Rule = Rule("510104017", gate, app.Day(900)) }), "rule.division_code");
        await WrongFields(() => gates.SetGateRuleAsync(new() { Rule = Rule("510104", Gate.Registration, app.Day(-1)) }), "rule.since_date");
        foreach (var gate in new[] { Gate.Incubation, Gate.Filing }) await gates.SetGateRuleAsync(new() { RequestId = NewId(), Rule = Rule("510104017", gate, app.Day(900)) });
        await gates.SetGateRuleAsync(new() { RequestId = NewId(), Rule = Rule("510104", Gate.Registration, app.Day()) });
    }

    [Fact]
    public async Task No_division_lets_one_out_of_the_shell_that_the_party_does_not_lead()
    {
        var gates = app.Office("5101").Gates;
        GateRule Rule(Gate gate, bool party) => new() { DivisionCode = "510104", Gate = gate, Kind = OrganizationKind.Support, SinceDate = app.Day(900), NeedsPartyBuilding = party };
        await WrongFields(() => gates.SetGateRuleAsync(new() { Rule = Rule(Gate.Graduation, false) }), "rule.needs_party_building");
        await gates.SetGateRuleAsync(new() { RequestId = NewId(), Rule = Rule(Gate.Graduation, true) });
        await gates.SetGateRuleAsync(new() { RequestId = NewId(), Rule = Rule(Gate.Filing, false) });
        // One that was set before that was refused asks for nothing, and is held all the same.
        var organization = await app.Entered(kind: OrganizationKind.Support);
        await app.QueryAll<int>("insert into gate_rules (id, area, gate, kind, since, papers, min_members, min_days, needs_party_building, version, event_sequence) values ($1, '510104', 4, $2, $3, '{}', 0, 0, false, 1, 0)",
            Guid.Parse(NewId()), (short)OrganizationKind.Support, DateOnly.Parse(app.Day(), null));
        var told = await Closed("party-building", () => app.Office().Organizations.GraduateOrganizationAsync(new() { Id = organization.Id }));
        Assert.Equal("party-building", told.Facts["missing"]);
    }

    [Fact]
    public async Task A_party_organisation_that_one_has_to_itself_is_no_others_while_that_one_lives()
    {
        var (office, first, second, party) = (app.Office().Organizations, await app.Entered(), await app.Entered(), NewId());
        Task Declare(Organization by, PartyBuilding how) => office.DeclarePartyBuildingAsync(new() { RequestId = NewId(), Id = by.Id, PartyBuilding = how, PartyOrganizationId = party }).ResponseAsync;
        await Declare(first, PartyBuilding.Sole);
        await Declare(first, PartyBuilding.Sole);
        await Refused(StatusCode.AlreadyExists, "PARTY_ORGANIZATION_TAKEN", () => Declare(second, PartyBuilding.Sole));
        await Declare(second, PartyBuilding.Joint);
        await app.Deregistered(first.Id);
        await Declare(second, PartyBuilding.Sole);
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var office = app.Office().Organizations;
        await WrongFields(() => office.ApplyForOrganizationAsync(new() { DivisionCode = "51", TeamId = "x" }), "division_code", "name", "kind", "purpose", "member_count", "leader_name", "leader_phone", "team_id");
        await WrongFields(() => office.EnterOrganizationAsync(new() { DivisionCode = SmallMap.Community, Name = "甲会", Kind = OrganizationKind.MicroGroup, Purpose = "互助服务", MemberCount = 1, LeaderName = "李四", LeaderPhone = "13900000000", RegisteredDate = app.Day(1) }),
            "kind", "unified_code", "registered_date");
        await WrongFields(() => office.UpdateOrganizationAsync(new() { Id = "x", UpdateMask = new() { Paths = { "name", "state" } } }), "update_mask", "name", "id");
        await WrongFields(() => app.Office().Gates.PresentPaperAsync(new() { OrganizationId = "x", PaperDate = "gestern" }), "organization_id", "kind", "reference", "paper_date");
        await WrongFields(() => office.DeclarePartyBuildingAsync(new() { Id = "x", PartyOrganizationId = "y" }), "party_building", "party_organization_id", "id");
        await WrongFields(() => app.Office().Gates.SetGateRuleAsync(new() { Rule = new() { MinMembers = -1, Papers = { PaperKind.Unspecified } } }), "rule.division_code", "rule.gate", "rule.since_date", "rule.min_members", "rule.papers[0]");
    }
}
