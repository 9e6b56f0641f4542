using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class EnterDeed(VolunteersDb db, PointDesk desk, PointLedger ledger, Caller caller)
{
    private const int HalfHour = 30, LongestDay = 720, OldestInDays = 366;

    public async Task<Wire.PointPosting> Handle(Wire.EnterDeedRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("scheme_id", request.SchemeId, out var schemeId).Text("deed_code", request.DeedCode, 40).Text("evidence", request.Evidence, 200, min: 2)
            .Date("deed_date", request.DeedDate, out var day).Within("minutes", request.Minutes, 0, LongestDay).That(request.Minutes % HalfHour == 0, "minutes", "NOT_HALF_HOURS", "应为半小时的整数倍");
        check.That(day <= ledger.Today && day >= ledger.Today.AddDays(-OldestInDays), "deed_date", "OUT_OF_RANGE", "不能晚于今天，也不能早于 366 天前");
        var volunteer = await desk.VolunteerAsync(request.VolunteerId, check, cancel);
        volunteer.MustBeActive();
        var found = await desk.AccountAsync(volunteer.Id, schemeId, cancel);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (account, scheme) = await ledger.TakeTurnsAsync(found.Id, cancel);
        account.MustBeJoined();
        scheme.MustHoldIn(account.Area);
        var deed = scheme.Find(request.DeedCode) ?? throw PointRefusals.NoDeed(request.DeedCode);
        var hourly = deed.Unit == PointDeedUnit.Hour;
        new Check().That(hourly == request.Minutes > 0, "minutes", "WRONG_UNIT", hourly ? "该行为按小时计分，请填写时长" : "该行为按次计分，不填时长").OrThrow();
        if (!await ledger.CountsAsync(account.Id, deed, day, cancel)) throw PointRefusals.OftenEnough();
        var posting = PointPosting.Deed(account, scheme, deed, day, request.Minutes, request.Evidence.Trim(), caller.Subject, ledger.Now);
        await ledger.MoveAsync(posting, scheme, cancel);
        var reply = await db.SaveAsync(posting.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
