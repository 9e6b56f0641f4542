using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Grid.Calls;
using Governance.Messaging;

namespace Governance.Grid.Appraisals;

// The numbers are those of the proto.
internal enum AppraisalRoundState { Open = 1, Published }

/// <summary>A year's appraisals of a county, both ways (plan ch. 5: 街道（乡镇）和社区履职履约双向评价制度, 驻社区单位参与社区治理的责任约束和评价激励机制). One a county and year: a constraint.</summary>
internal sealed class AppraisalRound : Aggregate
{
    private AppraisalRound() { }

    public int Year { get; private init; }
    public AppraisalRoundState State { get; private set; }
    public List<Guid> Questionnaires { get; private init; } = [];
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset? PublishedAt { get; private set; }

    public static AppraisalRound Open(string county, int year, List<Guid> questionnaires, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = county, Year = year, State = AppraisalRoundState.Open, Questionnaires = questionnaires, OpenedAt = at };

    public void MustBeOpen()
    {
        if (State != AppraisalRoundState.Open) throw AppraisalRefusals.Published();
    }

    public void Publish(DateTimeOffset at)
    {
        MustBeOpen();
        (State, PublishedAt) = (AppraisalRoundState.Published, at);
        Raise(new AppraisalsPublished(Id, Area, Year, at));
    }
}

/// <summary>What one side said of the other, once: a constraint. Read only as a mean.</summary>
internal sealed class AppraisalSheet : IAreaScoped
{
    private AppraisalSheet() { }

    public Guid Id { get; private init; }

    /// <summary>The community of the two: in each pair there is one.</summary>
    public string Area { get; private init; } = "";
    public Guid RoundId { get; private init; }
    public AppraisalKind Kind { get; private init; }
    public string FromCode { get; private init; } = "";
    public string AboutCode { get; private init; } = "";
    public int[] Points { get; private init; } = [];
    public double Score { get; private init; }
    public DateTimeOffset SubmittedAt { get; private init; }

    public static AppraisalSheet Submit(AppraisalRound round, AppraisalPair pair, Questionnaire questionnaire, int[] points, Actor by) => new()
    {
        Id = Guid.CreateVersion7(by.At), Area = pair.Community, RoundId = round.Id, Kind = pair.Kind, FromCode = pair.From, AboutCode = pair.About, Points = points, Score = questionnaire.Score(points), SubmittedAt = by.At,
    };
}

/// <summary>Who appraises whom; of the two, one is a community.</summary>
internal readonly record struct AppraisalPair(AppraisalKind Kind, string From, string About)
{
    public string Community => Kind is AppraisalKind.TownByCommunity or AppraisalKind.UnitByCommunity ? From : About;

    public string Other => Kind is AppraisalKind.TownByCommunity or AppraisalKind.UnitByCommunity ? About : From;

    /// <summary>The two have to do with each other.</summary>
    /// <param name="unitServes">Division that the unit serves; null when it is none.</param>
    public bool Fits(string? unitServes) => Community.Length == 12 && Kind switch
    {
        AppraisalKind.TownByCommunity or AppraisalKind.CommunityByTown => Other == Community[..9],
        _ => unitServes is not null && Community.StartsWith(unitServes, StringComparison.Ordinal),
    };
}
