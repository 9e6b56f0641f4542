using Governance.Welfare.Tests.People;

namespace Governance.Welfare.Tests.Assessments;

public sealed class AssessingAtOnce(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task One_person_assessed_by_many_at_once_has_all_of_it()
    {
        for (var round = 0; round < 3; round++)
        {
            var child = await app.New(app.Child());
            // None waits for another who waits for it.
            await Task.WhenAll(Enumerable.Range(1, 6).Select(async n => await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, n % 3 * 10 + 5))));
            Assert.Equal(6, await app.Query<long>("select count(*) from assessments where person_id = $1", Guid.Parse(child.Id)));
        }
    }
}
