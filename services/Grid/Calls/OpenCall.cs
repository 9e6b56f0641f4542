using Governance.Map;
using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Grid.Categories;
using Governance.Grid.Communities;
using Governance.Grid.Divisions;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed partial class OpenCall(GridDb db, DivisionMap map, ProvinceBounds bounds, ReferenceNow reference, PersonalData personal, CallDesk desk, Place places, Caller caller)
{
    public async Task<Wire.Call> Handle(Wire.OpenCallRequest request, CancellationToken cancel)
    {
        var rules = await reference.GetAsync(cancel);
        var category = rules.Leaf(request.CategoryCode);
        var check = new Check()
            .Text("text", request.Text, 2000)
            .That(request.CategoryCode.Length == 0 || category is not null, "category_code", "UNKNOWN_CATEGORY", "没有这个诉求类别（应为四位编码）")
            .Known("source", request.Source)
            .That(Enum.IsDefined(request.Urgency), "urgency", "UNKNOWN_VALUE", "不是有效的取值")
            .Few("attachments", request.Attachments.Count, 20);
        for (var i = 0; i < request.Attachments.Count; i++) check.Text($"attachments[{i}]", request.Attachments[i], 200);
        if (request.Point is { } point)
        {
            bounds.Check(check, "point", point.Latitude, point.Longitude);
        }
        if (request.Contact is { } contact)
        {
            check.Text("contact.name", contact.Name, 50, min: 0)
                .That(contact.Phone.Length == 0 || Phone().IsMatch(contact.Phone), "contact.phone", "NOT_A_PHONE", "应为 11 位手机号，或带区号的固定电话");
        }
        CheckIntake(check, request, category);
        var place = await CheckPlaceAsync(check, request.PlaceCode, cancel);
        check.OrThrow();
        try
        {
            return await OpenAsync(request, place, category, rules, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            // The community was reorganised while we looked; what the map in memory does not know yet, the database does.
            map.Forget();
            db.ChangeTracker.Clear();
            var now = await places.NowAsync(request.PlaceCode, cancel);
            check.That(now is not null, "place_code", "UNKNOWN_PLACE", "没有这个社区（村），或已撤销").OrThrow();
            return await OpenAsync(request, now!, category, rules, cancel);
        }
    }

    private async Task<Wire.Call> OpenAsync(Wire.OpenCallRequest request, string place, Category? category, Reference rules, CancellationToken cancel)
    {
        var me = desk.Me;
        var appeal = new Appeal(request.Text, place, request.Point?.Latitude, request.Point?.Longitude,
            Seal(request.Contact?.Name, CallWire.NamePurpose), Seal(request.Contact?.Phone, CallWire.PhonePurpose),
            request.Urgency == Wire.CallUrgency.Unspecified ? CallUrgency.Normal : (CallUrgency)request.Urgency, (CallSource)request.Source, [.. request.Attachments])
        {
            // Whoever may open a call in the old place may do so in what has become of it.
            Named = place != request.PlaceCode && caller.Covers(request.PlaceCode) ? request.PlaceCode : null,
        };
        var call = Call.Open(Guid.CreateVersion7(me.At), appeal, category, rules, me);
        db.Add(call);
        return await desk.SaveAsync(call, cancel);
    }

    // Who speaks for themselves has come online, whatever the form says; and two hours for an emergency are the centre's word, or the category's.
    private void CheckIntake(Check check, Wire.OpenCallRequest request, Category? category)
    {
        if (caller.Reach == Reach.Own)
        {
            check.That(request.Source is Wire.CallSource.Online or Wire.CallSource.Unspecified || caller.Agency is not null, "source", "NOT_YOUR_SOURCE", "居民本人提交的诉求来源应为网上")
                .That(request.Urgency != Wire.CallUrgency.Emergency || category is { Emergency: true }, "urgency", "NOT_YOURS_TO_DECLARE", "紧急程度由类别或中心认定，险情请拨打 110、119、120");
        }
        if (caller.Agency is not null)
        {
            check.That(request.Source is Wire.CallSource.Agency or Wire.CallSource.Sensor or Wire.CallSource.Hotline or Wire.CallSource.Unspecified, "source", "NOT_YOUR_SOURCE", "协作单位提交的诉求来源应为协作单位、物联感知或热线");
        }
    }

    // The place itself, or what a reorganisation has made of it.
    private async Task<string> CheckPlaceAsync(Check check, string code, CancellationToken cancel)
    {
        if (code.Length is not (12 or 15) || !Area.TryParse(code, out _))
        {
            check.Broken("place_code", code.Length == 0 ? "REQUIRED" : "NOT_A_PLACE", "应为 12 位社区（村）编码或 15 位网格编码");
            return code;
        }
        var division = await map.FindAsync(code, cancel);
        if (division is { Retired: false } && code.Length == 12) return code;
        var now = division is null ? null : await places.NowAsync(code, cancel);
        if (now is null) check.Broken("place_code", "UNKNOWN_PLACE", code.Length == 15 && division is { Retired: false } ? "没有这个网格，或已撤销" : "没有这个社区（村），或已撤销");
        return now ?? code;
    }

    private byte[]? Seal(string? text, string purpose) => string.IsNullOrEmpty(text) ? null : personal.Encrypt(text, purpose);

    [GeneratedRegex(@"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$")]
    private static partial Regex Phone();
}
