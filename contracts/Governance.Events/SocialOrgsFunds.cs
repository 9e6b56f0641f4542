namespace Governance.Events.SocialOrgs.V1;

/// <summary>A community fund was opened.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Area">County of 6, town of 9 or community of 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record FundOpened(Guid FundId, string Area, DateTimeOffset At);

/// <summary>A community fund was closed; it had no money left.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Area">County of 6, town of 9 or community of 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record FundClosed(Guid FundId, string Area, DateTimeOffset At);

/// <summary>A donation was received. Who gave it is told to nobody.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="Kind">What was given.</param>
/// <param name="AmountFen">The money, or the value of the goods, in fen.</param>
/// <param name="EarmarkId">What it is for; null = without purpose.</param>
/// <param name="DriveId">The donation drive it is for; null = none.</param>
/// <param name="At">When, UTC.</param>
public sealed record DonationReceived(Guid DonationId, string Area, Guid FundId, [Words("Money|Goods")] string Kind, long AmountFen, Guid? EarmarkId, Guid? DriveId, DateTimeOffset At);

/// <summary>A donation had been entered by mistake and counts no more.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record DonationReversed(Guid DonationId, string Area, Guid FundId, long AmountFen, DateTimeOffset At);

/// <summary>A share of lottery sales went to a community's fund.</summary>
/// <param name="ShareId">The share.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="Month">Month of the sales, e.g. <c>2026-03</c>.</param>
/// <param name="AmountFen">The share, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record LotteryShareReceived(Guid ShareId, string Area, Guid FundId, string Month, long AmountFen, DateTimeOffset At);

/// <summary>A share of lottery sales had been entered by mistake.</summary>
/// <param name="ShareId">The share.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record LotteryShareReversed(Guid ShareId, string Area, Guid FundId, long AmountFen, DateTimeOffset At);

/// <summary>An organisation applied for money of a fund.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="EarmarkId">The purpose whose money it is; null = money without purpose.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record GrantApplied(Guid GrantId, string Area, Guid FundId, Guid OrganizationId, Guid? EarmarkId, long AmountFen, DateTimeOffset At);

/// <summary>A grant was approved, and its money set aside.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record GrantApproved(Guid GrantId, string Area, Guid FundId, Guid OrganizationId, long AmountFen, DateTimeOffset At);

/// <summary>A grant is not given.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record GrantDeclined(Guid GrantId, string Area, Guid FundId, Guid OrganizationId, long AmountFen, DateTimeOffset At);

/// <summary>A grant was paid.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="EarmarkId">The purpose whose money it was; null = money without purpose.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record GrantPaid(Guid GrantId, string Area, Guid FundId, Guid OrganizationId, Guid? EarmarkId, long AmountFen, DateTimeOffset At);

/// <summary>A grant had been paid by mistake and is approved and unpaid again.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record GrantReturned(Guid GrantId, string Area, Guid FundId, Guid OrganizationId, long AmountFen, DateTimeOffset At);

/// <summary>A fund has spent money itself.</summary>
/// <param name="SpendingId">The spending.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="EarmarkId">The purpose whose money it was; null = money without purpose.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record SpendingPaid(Guid SpendingId, string Area, Guid FundId, Guid? EarmarkId, long AmountFen, DateTimeOffset At);

/// <summary>A spending had been paid by mistake and was put right.</summary>
/// <param name="SpendingId">The spending.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record SpendingReversed(Guid SpendingId, string Area, Guid FundId, long AmountFen, DateTimeOffset At);

/// <summary>Donations in an emergency are taken.</summary>
/// <param name="DriveId">The drive.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="Place">Division that is hit.</param>
/// <param name="Hazard">Code of the hazard, e.g. <c>earthquake</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record DriveOpened(Guid DriveId, string Area, Guid FundId, string Place, string Hazard, DateTimeOffset At);

/// <summary>What a drive took and gave on a day.</summary>
/// <param name="DriveId">The drive.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="Day">The day.</param>
/// <param name="DonatedFen">Donated on it, in fen.</param>
/// <param name="PaidFen">Granted and spent on it, in fen.</param>
/// <param name="LeftFen">Money left at its end, in fen.</param>
/// <param name="At">When it was published, UTC.</param>
/// <param name="GoodsCount">Donations of goods on it, less those that were put right on it; null = a version before did not count them.</param>
/// <param name="GoodsFen">What these goods are worth, in fen; in none of the other amounts.</param>
public sealed record DrivePublished(Guid DriveId, string Area, Guid FundId, DateOnly Day, long DonatedFen, long PaidFen, long LeftFen, DateTimeOffset At, int? GoodsCount = null, long? GoodsFen = null);

/// <summary>A drive was closed; unused money went to another purpose.</summary>
/// <param name="DriveId">The drive.</param>
/// <param name="Area">Place of the fund.</param>
/// <param name="FundId">The fund.</param>
/// <param name="MovedFen">Unused money, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record DriveClosed(Guid DriveId, string Area, Guid FundId, long MovedFen, DateTimeOffset At);

/// <summary>A place needs goods or services.</summary>
/// <param name="NeedId">The need.</param>
/// <param name="Area">Where.</param>
/// <param name="Category">Code, e.g. <c>drinking-water</c>.</param>
/// <param name="Quantity">How many.</param>
/// <param name="At">When, UTC.</param>
public sealed record CharityNeedPosted(Guid NeedId, string Area, string Category, int Quantity, DateTimeOffset At);

/// <summary>A place needs no more.</summary>
/// <param name="NeedId">The need.</param>
/// <param name="Area">Where.</param>
/// <param name="Matched">How many were matched.</param>
/// <param name="At">When, UTC.</param>
public sealed record CharityNeedClosed(Guid NeedId, string Area, int Matched, DateTimeOffset At);

/// <summary>Goods or services are offered, or came as a donation.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Area">Where.</param>
/// <param name="Category">Code, e.g. <c>drinking-water</c>.</param>
/// <param name="Quantity">How many.</param>
/// <param name="At">When, UTC.</param>
public sealed record CharityResourceOffered(Guid ResourceId, string Area, string Category, int Quantity, DateTimeOffset At);

/// <summary>A resource is offered no more.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Area">Where.</param>
/// <param name="Matched">How many were matched.</param>
/// <param name="At">When, UTC.</param>
public sealed record CharityResourceClosed(Guid ResourceId, string Area, int Matched, DateTimeOffset At);

/// <summary>So much of a resource was set aside for a need.</summary>
/// <param name="MatchId">The match.</param>
/// <param name="Area">Where the need is.</param>
/// <param name="NeedId">The need.</param>
/// <param name="ResourceId">The resource.</param>
/// <param name="Category">Code, e.g. <c>drinking-water</c>.</param>
/// <param name="Quantity">How many.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResourceMatched(Guid MatchId, string Area, Guid NeedId, Guid ResourceId, string Category, int Quantity, DateTimeOffset At);

/// <summary>What was set aside was delivered.</summary>
/// <param name="MatchId">The match.</param>
/// <param name="Area">Where the need is.</param>
/// <param name="NeedId">The need.</param>
/// <param name="Quantity">How many.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResourceDelivered(Guid MatchId, string Area, Guid NeedId, int Quantity, DateTimeOffset At);

/// <summary>Who got it has said so.</summary>
/// <param name="MatchId">The match.</param>
/// <param name="Area">Where the need is.</param>
/// <param name="NeedId">The need.</param>
/// <param name="Quantity">How many.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResourceReceipted(Guid MatchId, string Area, Guid NeedId, int Quantity, DateTimeOffset At);

/// <summary>What was set aside is free again; it was not delivered, or was and has not arrived.</summary>
/// <param name="MatchId">The match.</param>
/// <param name="Area">Where the need is.</param>
/// <param name="NeedId">The need.</param>
/// <param name="Quantity">How many.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResourceMatchCancelled(Guid MatchId, string Area, Guid NeedId, int Quantity, DateTimeOffset At);

/// <summary>A contest of public-welfare ventures was announced.</summary>
/// <param name="ContestId">The contest.</param>
/// <param name="Area">Where it is.</param>
/// <param name="FundId">The fund that pays.</param>
/// <param name="StartsOn">First day of entries.</param>
/// <param name="VoteEndsOn">Last day of votes.</param>
/// <param name="At">When, UTC.</param>
public sealed record ContestOpened(Guid ContestId, string Area, Guid FundId, DateOnly StartsOn, DateOnly VoteEndsOn, DateTimeOffset At);

/// <summary>A contest was ended without awards.</summary>
/// <param name="ContestId">The contest.</param>
/// <param name="Area">Where it is.</param>
/// <param name="FundId">The fund that would have paid.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureContestCancelled(Guid ContestId, string Area, Guid FundId, DateTimeOffset At);

/// <summary>An organisation entered a contest.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="ContestId">The contest.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="AmountFen">What it asks for, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureSubmitted(Guid VentureId, string Area, Guid ContestId, Guid OrganizationId, long AmountFen, DateTimeOffset At);

/// <summary>A venture gets a grant.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="ContestId">The contest.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureAwarded(Guid VentureId, string Area, Guid ContestId, Guid OrganizationId, long AmountFen, DateTimeOffset At);

/// <summary>A venture gets no grant.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="ContestId">The contest.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureDeclined(Guid VentureId, string Area, Guid ContestId, Guid OrganizationId, DateTimeOffset At);

/// <summary>A tranche of a venture's grant was paid.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="FundId">The fund that paid.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="TrancheNumber">1, 2, 3.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureTranchePaid(Guid VentureId, string Area, Guid FundId, Guid OrganizationId, int TrancheNumber, long AmountFen, DateTimeOffset At);

/// <summary>A tranche had been paid by mistake and is due again.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="FundId">The fund that paid.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="TrancheNumber">1, 2, 3.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureTrancheReturned(Guid VentureId, string Area, Guid FundId, Guid OrganizationId, int TrancheNumber, long AmountFen, DateTimeOffset At);

/// <summary>What was done with a tranche was reported, and waits for acceptance.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="ContestId">The contest.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="TrancheNumber">1, 2, 3.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureReported(Guid VentureId, string Area, Guid ContestId, Guid OrganizationId, int TrancheNumber, DateTimeOffset At);

/// <summary>A report was not accepted, and another one is awaited.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="ContestId">The contest.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="TrancheNumber">1, 2, 3.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureReportReturned(Guid VentureId, string Area, Guid ContestId, Guid OrganizationId, int TrancheNumber, DateTimeOffset At);

/// <summary>A venture is done: every tranche paid, every report accepted.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="ContestId">The contest.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureCompleted(Guid VentureId, string Area, Guid ContestId, Guid OrganizationId, DateTimeOffset At);

/// <summary>A venture was ended before.</summary>
/// <param name="VentureId">The venture.</param>
/// <param name="Area">Where the contest is.</param>
/// <param name="ContestId">The contest.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="UnpaidFen">What is free again, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record VentureTerminated(Guid VentureId, string Area, Guid ContestId, Guid OrganizationId, long UnpaidFen, DateTimeOffset At);
