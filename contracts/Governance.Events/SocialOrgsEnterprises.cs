namespace Governance.Events.SocialOrgs.V1;

/// <summary>An organisation applied for recognition as a social enterprise.</summary>
/// <param name="EnterpriseId">The recognition.</param>
/// <param name="Area">Where the organisation is.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record EnterpriseApplied(Guid EnterpriseId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>An organisation bears the label of a community social enterprise.</summary>
/// <param name="EnterpriseId">The recognition.</param>
/// <param name="Area">Where the organisation is.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ValidFrom">First day of the label.</param>
/// <param name="ValidUntil">Last day of the label.</param>
/// <param name="At">When, UTC.</param>
public sealed record EnterpriseRecognized(Guid EnterpriseId, string Area, Guid OrganizationId, DateOnly ValidFrom, DateOnly ValidUntil, DateTimeOffset At);

/// <summary>A social enterprise was supervised for a year.</summary>
/// <param name="EnterpriseId">The recognition.</param>
/// <param name="Area">Where the organisation is.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Year">The year.</param>
/// <param name="Grade">How it did.</param>
/// <param name="At">When, UTC.</param>
public sealed record EnterpriseSupervised(Guid EnterpriseId, string Area, Guid OrganizationId, int Year, [Words("Good|ToMend|Failed")] string Grade, DateTimeOffset At);

/// <summary>A social enterprise was not supervised yet in a year that is about to end.</summary>
/// <param name="EnterpriseId">The recognition.</param>
/// <param name="Area">Where the organisation is.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Year">The year.</param>
/// <param name="At">When, UTC.</param>
public sealed record EnterpriseReminded(Guid EnterpriseId, string Area, Guid OrganizationId, int Year, DateTimeOffset At);

/// <summary>A recognition came to its end, or to nothing.</summary>
/// <param name="EnterpriseId">The recognition.</param>
/// <param name="Area">Where the organisation is.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="State">How it ended.</param>
/// <param name="At">When, UTC.</param>
public sealed record EnterpriseEnded(Guid EnterpriseId, string Area, Guid OrganizationId, [Words("Declined|Exited|Withdrawn|Lapsed")] string State, DateTimeOffset At);

/// <summary>An idle public asset was entered.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="Area">Town or community.</param>
/// <param name="Kind">What it is.</param>
/// <param name="StateOwned">Of an administration or public institution.</param>
/// <param name="At">When, UTC.</param>
public sealed record AssetRegistered(Guid AssetId, string Area, [Words("Building|Land|Space|Equipment")] string Kind, bool StateOwned, DateTimeOffset At);

/// <summary>An asset is given to nobody any more.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="Area">Town or community.</param>
/// <param name="At">When, UTC.</param>
public sealed record AssetRetired(Guid AssetId, string Area, DateTimeOffset At);

/// <summary>An organisation applied for custody of an asset.</summary>
/// <param name="CustodyId">The custody.</param>
/// <param name="Area">Where the asset is.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record CustodyApplied(Guid CustodyId, string Area, Guid AssetId, Guid OrganizationId, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset At);

/// <summary>Every level has approved a custody.</summary>
/// <param name="CustodyId">The custody.</param>
/// <param name="Area">Where the asset is.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record CustodyApproved(Guid CustodyId, string Area, Guid AssetId, Guid OrganizationId, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset At);

/// <summary>A custody is not given.</summary>
/// <param name="CustodyId">The custody.</param>
/// <param name="Area">Where the asset is.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record CustodyDeclined(Guid CustodyId, string Area, Guid AssetId, Guid OrganizationId, DateTimeOffset At);

/// <summary>An asset was handed over.</summary>
/// <param name="CustodyId">The custody.</param>
/// <param name="Area">Where the asset is.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record CustodyBegun(Guid CustodyId, string Area, Guid AssetId, Guid OrganizationId, DateOnly EndsOn, DateTimeOffset At);

/// <summary>The term of a custody ends within a month.</summary>
/// <param name="CustodyId">The custody.</param>
/// <param name="Area">Where the asset is.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record CustodyReminded(Guid CustodyId, string Area, Guid AssetId, Guid OrganizationId, DateOnly EndsOn, DateTimeOffset At);

/// <summary>The term of a custody is over, and the asset was not given back.</summary>
/// <param name="CustodyId">The custody.</param>
/// <param name="Area">Where the asset is.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record CustodyOverdue(Guid CustodyId, string Area, Guid AssetId, Guid OrganizationId, DateOnly EndsOn, DateTimeOffset At);

/// <summary>An asset was given back.</summary>
/// <param name="CustodyId">The custody.</param>
/// <param name="Area">Where the asset is.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ReturnedOn">The day.</param>
/// <param name="At">When, UTC.</param>
public sealed record CustodyReturned(Guid CustodyId, string Area, Guid AssetId, Guid OrganizationId, DateOnly ReturnedOn, DateTimeOffset At);
