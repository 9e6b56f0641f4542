using Governance.SocialOrganizations.Tests.Enterprises;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class EnterpriseScene
{
    private static int days;

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        var (applied, declined, exiting, labelled, failed) = (await app.Applying(), await app.Applying(), await app.Applying(), await app.Recognized(), await app.Recognized());
        await app.Office().Enterprises.SuperviseEnterpriseAsync(new() { RequestId = NewId(), Id = failed.Id, Year = int.Parse(app.Day()[..4], null), Grade = EnterpriseGrade.Failed, Report = "监管-2026-1" });
        var candidates = new Queue<string>();
        for (var i = 0; i < 8; i++) candidates.Enqueue((await app.Entered()).Id);
        // For longer than all scenes together take: no clock comes between.
        var (idle, spare, organization) = (await app.NewAsset(), await app.NewAsset(), await app.Entered());
        var (wished, unwished, approved, running, returning) = (await app.Wished(await app.NewAsset()), await app.Wished(await app.NewAsset()), await app.Approved(await app.NewAsset()), await app.HandedOver(await app.NewAsset(), 3_000), await app.HandedOver(await app.NewAsset(), 3_000));
        scene.Marks.AddRange([applied.Id, declined.Id, exiting.Id, labelled.Id, failed.Id, idle.Id, spare.Id, wished.Id, unwished.Id, approved.Id, running.Id, returning.Id]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from enterprises", "select count(*) from supervisions", "select sum(version) || '/' || count(*) from public_assets", "select count(*) from custody_rules",
            "select sum(version) || '/' || count(*) from custodies", "select count(*) from custody_reports"]);

        var r = scene.Requests;
        r["ApplyForRecognition"] = () =>
        {
            candidates.Enqueue(candidates.Dequeue());
            return Entrusting.ToApply(new Organization { Id = candidates.Last() });
        };
        r["RecognizeEnterprise"] = () => new RecognizeEnterpriseRequest { Id = applied.Id, ValidUntilDate = app.Day(700) };
        r["DeclineRecognition"] = () => new DeclineRecognitionRequest { Id = declined.Id };
        r["SuperviseEnterprise"] = () => new SuperviseEnterpriseRequest { Id = labelled.Id, Year = int.Parse(app.Day()[..4], null), Grade = EnterpriseGrade.Good, Report = "监管-2026-1" };
        r["WithdrawRecognition"] = () => new WithdrawRecognitionRequest { Id = failed.Id };
        r["ExitRecognition"] = () => new ExitRecognitionRequest { Id = exiting.Id };
        r["GetEnterprise"] = () => new GetEnterpriseRequest { Id = labelled.Id };
        r["ListEnterprises"] = () => new ListEnterprisesRequest { PageSize = 500 };
        r["ListSupervisions"] = () => new ListSupervisionsRequest { EnterpriseId = failed.Id };
        r["RegisterPublicAsset"] = () => Entrusting.ToRegister(place: Scene.Town);
        r["RetirePublicAsset"] = () => new RetirePublicAssetRequest { Id = spare.Id };
        r["ListPublicAssets"] = () => new ListPublicAssetsRequest { PageSize = 500 };
        r["SetCustodyRule"] = () => new SetCustodyRuleRequest { DivisionCode = Scene.Town[..6], SinceDate = app.Day(1_000 + Interlocked.Increment(ref days)), Levels = { new CustodyLevel { Title = "街道", Digits = 9 } } };
        r["ListCustodyRules"] = () => new ListCustodyRulesRequest { DivisionCode = Scene.Town };
        r["ApplyForCustody"] = () => Entrusting.ToTake(app, idle, organization);
        r["ApproveCustody"] = () => new ApproveCustodyRequest { Id = wished.Id };
        r["DeclineCustody"] = () => new DeclineCustodyRequest { Id = unwished.Id };
        r["HandOverAsset"] = () => new HandOverAssetRequest { Id = approved.Id };
        r["ReportCustodyUse"] = () => new ReportCustodyUseRequest { Id = running.Id, FromDate = app.Day(), UntilDate = app.Day(), Served = 10, Report = "季报" };
        r["ReturnAsset"] = () => new ReturnAssetRequest { Id = returning.Id };
        r["GetCustody"] = () => new GetCustodyRequest { Id = running.Id };
        r["ListCustodies"] = () => new ListCustodiesRequest { PageSize = 500 };
        r["ListCustodyReports"] = () => new ListCustodyReportsRequest { CustodyId = running.Id };
    }
}
