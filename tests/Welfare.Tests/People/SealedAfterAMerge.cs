using Google.Protobuf.WellKnownTypes;
using Governance.Welfare.Tests.Allowances;
using Governance.Welfare.Tests.Care;
using Governance.Welfare.Tests.Jobs;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.People;

public sealed class SealedAfterAMerge(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task What_belongs_to_a_double_is_under_the_seal_of_the_record_that_goes_on_by_every_path()
    {
        const string home = SmallMap.Community;
        await app.JobRuleHolds(home[..6]);
        var request = app.Unknown(home);
        request.BirthYear = 1985;
        request.Kinds.Clear();
        request.Kinds.AddRange([ConcernKind.Disabled, ConcernKind.LowIncome]);
        request.Disabilities.Add(new Disability { Kind = DisabilityKind.Physical, Grade = 1 });
        var (kept, twin, worker) = (await app.Seeker(home), await app.New(request), app.Worker(home[..9]));
        await app.Engages(await app.Job(home), twin);
        await worker.Allowances.ApplyForAllowanceAsync(Pay.Application(twin));
        await worker.CareNeeds.RaiseCareNeedAsync(NeedingVolunteers.ToRaise(app, twin));
        var order = await worker.CareOrders.PlaceCareOrderAsync(OrderingCare.ToPlace(app, twin, await OrderingCare.ProviderAsync(app, home[..9])));
        var contact = await worker.Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = twin.Id, Kind = ContactKind.Relative, Relation = "女儿", Name = "林小红" });
        var consent = (await worker.Consents.ListConsentsAsync(new() { PersonId = twin.Id, Purpose = ReadPurpose.Upkeep })).Consents[0];
        var emergency = NewId();
        await app.QueryAll<int>("insert into emergencies (id, area, kind, level, activated_at, listed_at, version, event_sequence) values ($1, $2, 'flood', 1, $3, $3, 1, 1)", Guid.Parse(emergency), home[..9], app.Clock.GetUtcNow());
        await app.QueryAll<int>("insert into emergency_people (emergency_id, person_id, area, urgency, reached_by) values ($1, $2, $3, 30, '')", Guid.Parse(emergency), Guid.Parse(twin.Id), home);

        async Task<List<string>> Shown() =>
        [
            .. (await worker.Jobs.ListEngagementsAsync(new() { Purpose = ReadPurpose.Service, PageSize = 500 })).Engagements.Select(e => "engagement " + e.PersonId),
            .. (await worker.Allowances.ListAllowancesAsync(new() { Purpose = ReadPurpose.Allowance, PageSize = 500 })).Allowances.Select(a => "allowance " + a.PersonId),
            .. (await worker.Emergencies.ListVulnerablePeopleAsync(new() { Id = emergency, Purpose = ReadPurpose.Emergency, PageSize = 500 })).People.Select(p => "vulnerable " + p.PersonId),
            .. (await worker.CareOrders.ListCareOrdersAsync(new() { Purpose = ReadPurpose.Service, PageSize = 500 })).Orders.Select(o => "order " + o.PersonId),
            .. (await worker.CareNeeds.ListCareNeedsAsync(new() { Purpose = ReadPurpose.Service, PageSize = 500 })).Needs.Select(n => "need " + n.PersonId),
        ];
        Assert.Equal(5, (await Shown()).Count(s => s.EndsWith(twin.Id, StringComparison.Ordinal)));
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = kept.Id, Reason = "本人申请封存" });

        Assert.DoesNotContain(await Shown(), s => s.EndsWith(twin.Id, StringComparison.Ordinal) || s.EndsWith(kept.Id, StringComparison.Ordinal));
        Func<Task>[] ways =
        [
            async () => await worker.Emergencies.RecordReachedAsync(new() { RequestId = NewId(), Id = emergency, PersonId = twin.Id, Outcome = ReachOutcome.Safe }),
            async () => await worker.CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = order.Id, ServeTime = app.Clock.GetUtcNow().ToTimestamp(), Minutes = 30 }),
            async () => await worker.Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = consent.Id, Reason = "本人申请撤回" }),
            async () => await worker.Contacts.RemoveContactAsync(new() { RequestId = NewId(), Id = contact.Id }),
        ];
        foreach (var way in ways) await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", way);
        // Whoever may unseal goes on seeing it.
        Assert.Single((await app.Supervisor().CareOrders.ListCareOrdersAsync(new() { Purpose = ReadPurpose.Service, PageSize = 500 })).Orders, o => o.Id == order.Id);
    }
}
