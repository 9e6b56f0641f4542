using Governance.Grid.Calls;

namespace Governance.Grid.Tests.Calls;

public sealed class ReadingANumber
{
    [Fact]
    public void A_number_leads_back_to_its_id_and_to_no_other()
    {
        var clock = TimeProvider.System;
        var ids = Enumerable.Range(0, 2000).Select(i => Guid.CreateVersion7(clock.GetUtcNow().AddMilliseconds(i / 4))).ToList();
        foreach (var id in ids)
        {
            Assert.True(CallNumber.TryRange(CallNumber.Of(id), out var first, out var last));
            Assert.Equal([id], ids.Where(other => Bytes(other).CompareTo(Bytes(first)) >= 0 && Bytes(other).CompareTo(Bytes(last)) <= 0));
        }
    }

    [Fact]
    public void What_people_write_is_forgiven()
    {
        var id = Guid.Parse("019ad1a2-0b1c-7d00-8111-111111111111");
        Assert.True(CallNumber.TryRange(CallNumber.Of(id), out var first, out _));
        Assert.True(CallNumber.TryRange(CallNumber.Of(id).Replace("-", "").ToLowerInvariant().Replace('0', 'o').Replace('1', 'l'), out var again, out _));
        Assert.Equal(first, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01KB2-Q7M4X")]
    [InlineData("01KB2-Q7M4X-ZT9PD-X")]
    [InlineData("01KB2-Q7M4X-ZT9PU")]
    public void Anything_else_is_not_a_number(string text) => Assert.False(CallNumber.TryRange(text, out _, out _));

    // Guid.CompareTo compares fields, which for UUIDv7 is the order of the bytes.
    private static string Bytes(Guid id) => Convert.ToHexString(id.ToByteArray(bigEndian: true));
}
