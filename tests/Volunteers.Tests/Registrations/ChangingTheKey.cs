using System.Security.Cryptography;
using Governance.Access;
using Microsoft.Extensions.Configuration;

namespace Governance.Volunteers.Tests.Registrations;

public sealed class ChangingTheKey(VolunteersApp app, VolunteersServers servers) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Everything_comes_under_the_new_key_and_the_old_one_is_no_longer_needed()
    {
        var people = Enumerable.Range(0, 5).Select(_ => People.ToRegister()).ToList();
        foreach (var person in people) await app.Town().Registrations.RegisterVolunteerAsync(person);
        var fresh = new Dictionary<string, string?> { ["Protection:Current"] = "next", ["Protection:Keys:next"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };

        var (exit, said) = await app.RunCommandAsync(fresh, "reseal");
        Assert.True(exit == 0, said);
        Assert.Contains("volunteers.number: 5 brought under key next", said, StringComparison.Ordinal);
        Assert.Contains("volunteers.number: 0 brought", (await app.RunCommandAsync(fresh, "reseal")).Output, StringComparison.Ordinal);

        // A ring that holds the new key alone opens every number, and finds it by the same hash.
        var settings = servers.Settings(app.Database).Concat(fresh).Where(s => s.Key != "Protection:Keys:test").GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        var ring = new PersonalData(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var numbers = (await app.QueryAll<byte[]>("select number from volunteers")).Select(n => ring.Decrypt(n, "volunteers.number"));
        Assert.Equal(people.Select(p => p.IdentityNumber).Order(), numbers.Order());
        foreach (var person in people) Assert.Equal(1, await app.Query<long>("select count(*) from volunteers where number_hash = $1", ring.LookupHash(person.IdentityNumber, "volunteers.number")));
    }
}
