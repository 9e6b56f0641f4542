using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Registrations;

internal static class People
{
    public static RegisterVolunteerRequest ToRegister(string? number = null, string home = SmallMap.Community, string phone = "13912345678", string name = "李小明") => new()
    {
        RequestId = NewId(), Name = name, IdentityNumber = number ?? VolunteersApp.NewNumber(), Phone = phone, DivisionCode = home, Skills = { "first-aid", "driving" }, Languages = { "bo" },
        PoliticalStatus = PoliticalStatus.PartyMember, Veteran = true, Education = Education.Bachelor, AvailableTimes = { new AvailableTime { Weekday = 6, Part = DayPart.Morning } },
    };

    public static async Task<Volunteer> NewVolunteer(this VolunteersApp app, string home = SmallMap.Community, string? subject = null, string? number = null)
    {
        var request = ToRegister(number, home);
        request.Subject = subject ?? "";
        return await app.As("county-centre", home[..6]).Registrations.RegisterVolunteerAsync(request);
    }
}
