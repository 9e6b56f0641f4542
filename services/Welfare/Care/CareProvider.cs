using Governance.Messaging;

namespace Governance.Welfare.Care;

internal enum CareProviderKind { Complex = 1, Canteen, Volunteers, Contracted }
internal enum CareGroup { Meals = 1, Home, Rehabilitation, Comfort }

/// <summary>A service that can be ordered: data of the province.</summary>
internal sealed class CareItem : Aggregate
{
    private CareItem() { }

    public string Code { get; private init; } = "";
    public string Title { get; private set; } = "";
    public CareGroup Group { get; private set; }
    public long PriceFen { get; private set; }
    public bool Retired { get; private set; }

    public static CareItem For(string code, string province, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = province, Code = code };

    public void Set(string title, CareGroup group, long priceFen, bool retired) => (Title, Group, PriceFen, Retired) = (title, group, priceFen, retired);
}

/// <summary>Who gives services to everybody of a division.</summary>
internal sealed class CareProvider : Aggregate
{
    private CareProvider() { }

    public string Name { get; private init; } = "";
    public CareProviderKind Kind { get; private init; }
    public List<string> ItemCodes { get; private set; } = [];
    public DateTimeOffset RegisteredAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public static CareProvider Register(string area, string name, CareProviderKind kind, List<string> itemCodes, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Name = name, Kind = kind, ItemCodes = itemCodes, RegisteredAt = at };

    /// <summary>As the social organisations' service tells of it.</summary>
    public static CareProvider UnderContract(Guid id, string area, string name, string serviceCode, DateTimeOffset at) =>
        new() { Id = id, Area = area, Name = name, Kind = CareProviderKind.Contracted, ItemCodes = [serviceCode], RegisteredAt = at };

    /// <summary>A further contract. One that is awarded after the provider was closed opens it again.</summary>
    public void Award(string serviceCode, DateTimeOffset at)
    {
        if (!ItemCodes.Contains(serviceCode)) ItemCodes = [.. ItemCodes, serviceCode];
        if (ClosedAt < at) ClosedAt = null;
    }

    public void Close(DateTimeOffset at)
    {
        if (ClosedAt is not null) throw CareRefusals.ProviderClosed();
        ClosedAt = at;
    }
}
