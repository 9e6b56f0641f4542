using Governance.Messaging;
using Governance.Rpc;
using Governance.Volunteers.Protection;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.CallUps;

internal sealed class SetEmergencyTraining(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.EmergencyTraining> Handle(Wire.SetEmergencyTrainingRequest request, CancellationToken cancel)
    {
        var wanted = request.Training ?? new Wire.EmergencyTraining();
        var check = new Check().That(Course.IsCode(wanted.Kind), "training.kind", wanted.Kind.Length == 0 ? "REQUIRED" : "NOT_A_CODE", "应为 2 至 40 位小写字母、数字或连字符")
            .That(wanted.CourseCodes.Count > 0, "training.course_codes", "REQUIRED", "不能为空");
        var courses = await desk.ReadCoursesAsync(check, wanted.CourseCodes, "training.course_codes", cancel);
        check.OrThrow();
        var province = desk.Province();
        try
        {
            var training = await db.EmergencyTrainings.FirstOrDefaultAsync(t => t.Kind == wanted.Kind, cancel);
            if (training is null) db.Add(training = EmergencyTraining.For(wanted.Kind, province, desk.Now));
            else Etag.Match(wanted.Etag, training.Version);
            training.Set(courses);
            return await db.SaveAsync(training.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == EmergencyTrainingTable.OneOfAKind)
        {
            throw Etag.Overtaken();
        }
    }
}
