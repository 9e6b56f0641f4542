using System.Security.Cryptography;
using Governance.Volunteers.Tests.Honours;
using Governance.Volunteers.Tests.Protection;

namespace Governance.Volunteers.Tests.Registrations;

public sealed class ForgettingNoColumn(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task No_room_keeps_anything_under_the_old_key()
    {
        var minor = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-16).ToString("yyyyMMdd", null)));
        minor.GuardianConsent = new() { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true };
        await app.Town().Registrations.RegisterVolunteerAsync(minor);
        var volunteer = await app.NewVolunteer();
        await app.Nominated(await app.NewHonour(), volunteer);
        await app.End(await app.Insure(volunteer));
        await app.County().Trainings.RevokeTrainingAsync(new() { RequestId = NewId(), Id = (await app.Train(volunteer)).Id, Reason = "证书不实" });
        await app.County().Commendations.WithdrawCommendationAsync(new() { RequestId = NewId(), Id = (await app.County().Commendations.CommendAsync(app.ToCommend(volunteer))).Id, Reason = "登记错误" });
        string[] sealedColumns = ["commendations.sealed_reason", "covers.sealed_reason", "nominations.sealed_reason", "trainings.sealed_reason",
            "volunteers.guardian_name", "volunteers.guardian_phone", "volunteers.name", "volunteers.number", "volunteers.phone"];
        Assert.Equal(sealedColumns, await UnderKey("test"));

        var fresh = new Dictionary<string, string?> { ["Protection:Current"] = "later", ["Protection:Keys:later"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        var (exit, said) = await app.RunCommandAsync(fresh, "reseal");
        Assert.True(exit == 0, said);
        Assert.Empty(await UnderKey("test"));
        Assert.Equal(sealedColumns, await UnderKey("later"));

        // Replies to requests are kept for seven days, and the old key with them (the command says so). Else whatever column of bytes holds a value that begins as a sealed one does: a room that forgets the command is found here.
        async Task<List<string>> UnderKey(string key)
        {
            var found = new List<string>();
            foreach (var column in await app.QueryAll<string>("select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and data_type = 'bytea' and table_name <> 'requests' order by 1"))
            {
                var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
                if (await app.Query<long>($"select count(*) from {table} where length({name}) > 2 + get_byte({name}, 1) and substring({name} from 3 for get_byte({name}, 1)) = convert_to($1, 'UTF8')", key) > 0) found.Add(column);
            }
            return found;
        }
    }
}
