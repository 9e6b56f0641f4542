using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Activities;

/// <summary>The broker is away: what follows by event has not happened yet.</summary>
public sealed class KeepingTheOrder(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Nobody_overtakes_who_waits_for_a_place_that_was_given_back()
    {
        var shift = await app.NewShift(1, startsIn: 50);
        async Task<SignUp> SignUp() => await app.Town().Activities.SignUpForShiftAsync(new() { RequestId = NewId(), ShiftId = shift.Id, VolunteerId = (await app.NewVolunteer()).Id });
        var (first, second) = (await SignUp(), await SignUp());
        Assert.Equal((SignUpState.Confirmed, SignUpState.Waiting), (first.State, second.State));
        await app.Town().Activities.WithdrawSignUpAsync(new() { RequestId = NewId(), Id = first.Id });
        Assert.Equal(SignUpState.Waiting, (await SignUp()).State);
        Assert.Equal((0, 2), (await app.Query<int>("select taken from shifts where id = $1", Guid.Parse(shift.Id)), await app.Query<int>("select waiting from shifts where id = $1", Guid.Parse(shift.Id))));
        // With nobody before them the place is theirs.
        await app.Town().Activities.WithdrawSignUpAsync(new() { RequestId = NewId(), Id = second.Id });
        await app.Town().Activities.WithdrawSignUpAsync(new() { RequestId = NewId(), Id = (await app.Town().Activities.ListSignUpsAsync(new() { ShiftId = shift.Id })).SignUps.Single(s => s.State == SignUpState.Waiting).Id });
        Assert.Equal(SignUpState.Confirmed, (await SignUp()).State);
    }
}
