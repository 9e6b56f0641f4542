using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class UpdateVolunteer(RegistrationDesk desk, VolunteerWire wire)
{
    private static readonly string[] Fields = ["phone", "skills", "languages", "political_status", "veteran", "education", "available_times"];

    public async Task<Wire.Volunteer> Handle(Wire.UpdateVolunteerRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("phone")) check.That(RegistrationDesk.IsMobile(request.Phone), "phone", "NOT_A_MOBILE_PHONE", "应为以 1 开头的 11 位手机号");
        if (paths.Contains("political_status")) check.That(Enum.IsDefined(request.PoliticalStatus), "political_status", "UNKNOWN_VALUE", "不是有效的取值");
        if (paths.Contains("education")) check.That(Enum.IsDefined(request.Education), "education", "UNKNOWN_VALUE", "不是有效的取值");
        var change = new VolunteerChange(
            paths.Contains("phone") && check.Passed ? wire.SealPhone(request.Phone) : null,
            paths.Contains("skills") ? Skills.Read(check, request.Skills) : null,
            paths.Contains("languages") ? RegistrationDesk.ReadLanguages(check, request.Languages) : null,
            paths.Contains("political_status") ? (int)request.PoliticalStatus : null,
            paths.Contains("veteran") ? request.Veteran : null,
            paths.Contains("education") ? (int)request.Education : null,
            paths.Contains("available_times") ? RegistrationDesk.ReadTimes(check, request.AvailableTimes) : null);
        var volunteer = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        volunteer.Update(change, desk.Now);
        return await desk.SaveAsync(volunteer, cancel);
    }
}
