using Google.Protobuf.WellKnownTypes;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Activities;

internal static class Plans
{
    public static Timestamp In(this VolunteersApp app, double hours) => app.Clock.GetUtcNow().AddHours(hours).ToTimestamp();

    public static PublishActivityRequest Activity(this VolunteersApp app, int capacity = 20, double startsIn = 1, double hours = 2, string place = SmallMap.Community) => new()
    {
        RequestId = NewId(), DivisionCode = place, Title = "敬老院陪伴", Place = "莲桂路 1 号", Skills = { "elderly-care" }, Point = new Governance.Common.V1.Point { Latitude = 30.6570, Longitude = 104.0660 },
        Shifts = { new ShiftToPublish { StartTime = app.In(startsIn), EndTime = app.In(startsIn + hours), Capacity = capacity } },
    };

    public static async Task<Shift> NewShift(this VolunteersApp app, int capacity = 20, double startsIn = 1, double hours = 2) =>
        (await app.Town().Activities.PublishActivityAsync(app.Activity(capacity, startsIn, hours))).Shifts[0];
}
