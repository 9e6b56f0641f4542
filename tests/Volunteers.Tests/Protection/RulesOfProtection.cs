using Governance.Rpc;
using Governance.Volunteers.Protection;
using CommendationLevel = Governance.Volunteers.Protection.CommendationLevel;
using CoverKind = Governance.Volunteers.Protection.CoverKind;

namespace Governance.Volunteers.Tests.Protection;

/// <summary>What needs no database: days of a shift, when a cover and a training hold.</summary>
public sealed class RulesOfProtection
{
    private static readonly DateTimeOffset _now = new(2026, 3, 4, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid _somebody = Guid.CreateVersion7(_now);

    [Theory]
    [InlineData("2026-03-05T01:00Z", "2026-03-05T03:00Z", "2026-03-05")]                    // 09:00 to 11:00
    [InlineData("2026-03-04T16:00Z", "2026-03-04T18:00Z", "2026-03-05")]                    // begins at midnight in China, the day before in UTC
    [InlineData("2026-03-04T15:59Z", "2026-03-04T18:00Z", "2026-03-04,2026-03-05")]         // over midnight
    [InlineData("2026-03-04T14:00Z", "2026-03-04T16:00Z", "2026-03-04")]                    // ends at midnight: not a moment of the next day
    [InlineData("2026-02-28T12:00Z", "2026-03-01T00:00Z", "2026-02-28,2026-03-01")]
    public void A_shift_falls_on_its_days_in_China(string from, string until, string days) => Assert.Equal(days,
        string.Join(',', ShiftProtection.DaysOf(Time(from), Time(until)).Select(d => d.ToString("yyyy-MM-dd", null))));

    [Fact]
    public void A_cover_is_ended_once_between_its_first_day_and_the_agreed_end()
    {
        var cover = New("2026-03-01", "2027-03-01");
        Assert.Equal(Day("2027-03-01"), cover.HoldsUntil);
        Assert.False(cover.MayEndOn(Day("2026-02-28")));
        Assert.True(cover.MayEndOn(Day("2026-03-01")));         // should never have been entered
        Assert.True(cover.MayEndOn(Day("2027-02-28")));
        Assert.False(cover.MayEndOn(Day("2027-03-01")));
        cover.End(Day("2026-06-01"), [1], _now);
        Assert.Equal((Day("2026-06-01"), Day("2027-03-01"), Day("2026-06-01")), (cover.EndedOn, cover.UntilDate, cover.HoldsUntil));
        Assert.Equal("COVER_ENDED", Assert.Throws<Refusal>(() => cover.End(Day("2026-05-01"), [1], _now)).Reason);
    }

    [Theory]
    [InlineData("2026-03-01", 24, "2028-03-01")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2026-08-31", 6, "2027-02-28")]
    [InlineData("2026-03-01", 0, null)]
    public void A_training_holds_for_the_months_of_its_course(string trained, int months, string? until)
    {
        var course = Course.Of("first-aid", "51", _now);
        course.Set("急救", 16, months, retired: false);
        Assert.Equal(until is null ? null : Day(until), Certify(course, trained).UntilDate);
        course.Set("急救", 16, 1, retired: true);
        Assert.Equal("COURSE_RETIRED", Assert.Throws<Refusal>(() => Certify(course, trained)).Reason);
    }

    [Fact]
    public void A_training_is_renewed_by_one_of_the_same_day_or_later_and_stands_again_when_that_is_revoked()
    {
        var course = Course.Of("first-aid", "51", _now);
        course.Set("急救", 16, 24, retired: false);
        var first = Certify(course, "2026-01-02");
        Assert.Equal("TRAINING_OUTDATED", Assert.Throws<Refusal>(() => Certify(course, "2026-01-01", first)).Reason);
        Assert.True(first.Stands);
        var second = Certify(course, "2026-01-02", first);
        Assert.Equal((false, true), (first.Stands, second.Stands));
        second.Revoke([1], first, _now);
        Assert.Equal((true, false), (first.Stands, second.Stands));
        Assert.Equal("TRAINING_REVOKED", Assert.Throws<Refusal>(() => second.Revoke([1], null, _now)).Reason);

        // One that was renewed may be found false later: what stands is not touched.
        var third = Certify(course, "2026-02-01", first);
        first.Revoke([1], null, _now);
        Assert.Equal((false, true), (first.Stands, third.Stands));
    }

    [Fact]
    public void A_commendation_is_withdrawn_once()
    {
        var commendation = Commendation.Enter(new Document("省委宣传部", CommendationLevel.Province, "最美志愿者", Day("2026-03-01"), "川宣发〔2026〕1号"), _somebody, null, "510104017001", "clerk", _now);
        commendation.Withdraw([1], _now);
        Assert.Equal("COMMENDATION_WITHDRAWN", Assert.Throws<Refusal>(() => commendation.Withdraw([1], _now)).Reason);
    }

    private static Cover New(string from, string until) => Cover.Enter(new Policy(CoverKind.Accident, "人保财险", "PA-1", Day(from), Day(until)), _somebody, null, "510104017001", "clerk", _now);

    private static Training Certify(Course course, string day, Training? standing = null) => Training.Certify(course, standing, _somebody, null, "510104017001", "NO-1", Day(day), "clerk", _now);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    private static DateTimeOffset Time(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
