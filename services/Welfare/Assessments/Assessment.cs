using Governance.Access;
using Governance.Messaging;

namespace Governance.Welfare.Assessments;

internal enum AssessmentReason { First = 1, Routine, Change, Doubt }

/// <summary>A form in one version. Never changed: what was graded by it can be worked out again.</summary>
[Nationwide("forms hold for the whole province; who may publish one covers it")]
internal sealed class FormVersion
{
    public required string Code { get; init; }
    public int Version { get; init; }
    public DateOnly ValidFrom { get; init; }
    public required string Definition { get; init; }
    public string By { get; init; } = "";
    public DateTimeOffset PublishedAt { get; init; }
}

/// <summary>An assessment. Never changed: a doubt makes another one. Its own area, as a health note.</summary>
internal sealed class Assessment : IAreaScoped
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public required string Area { get; init; }
    public required string FormCode { get; init; }
    public int FormVersion { get; init; }
    public FormKind Kind { get; init; }
    public int Points { get; init; }
    public int Preliminary { get; init; }
    public int Grade { get; init; }

    /// <summary>Answers and adjustments, encrypted.</summary>
    public byte[] Answers { get; init; } = [];
    public DateOnly AssessedOn { get; init; }
    public DateOnly? ReassessOn { get; init; }
    public AssessmentReason Reason { get; init; }
    public string By { get; init; } = "";
    public string CoAssessor { get; init; } = "";
}
