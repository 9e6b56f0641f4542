using Governance.Access;

namespace Governance.Welfare.People;

internal enum ContactKind { Guardian = 1, Carer, Relative, Neighbour }
internal enum ConsentPurpose { Service = 1, Health, Sharing, Visits }
internal enum ConsentGround { Self = 1, Guardian, StatutoryDuty, Emergency }
internal enum HealthNoteKind { Diagnosis = 1, Medication, Care, Mind, Other }

/// <summary>A guardian or another contact. Its own area, and not only its person's: what was not shared when a person moved stays with those who entered it.</summary>
internal sealed class Contact : IAreaScoped
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public required string Area { get; init; }
    public ContactKind Kind { get; init; }
    public string Relation { get; init; } = "";
    public byte[] Name { get; init; } = [];
    public byte[]? Phone { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>On what ground data may be used. One that holds for each purpose; a withdrawn one stays as history.</summary>
internal sealed class Consent : IAreaScoped
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public required string Area { get; init; }
    public ConsentPurpose Purpose { get; init; }
    public ConsentGround Ground { get; init; }
    public DateOnly GivenOn { get; init; }
    public string By { get; init; } = "";
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public static Consent Of(Person person, ConsentPurpose purpose, ConsentGround ground, DateOnly givenOn, Actor me) =>
        new() { Id = Guid.CreateVersion7(me.At), PersonId = person.Id, Area = person.Area, Purpose = purpose, Ground = ground, GivenOn = givenOn, By = me.Subject };

    public void Withdraw(DateTimeOffset at)
    {
        if (WithdrawnAt is not null) throw PersonRefusals.ConsentWithdrawn();
        WithdrawnAt = at;
    }
}

/// <summary>A health fact. Never changed.</summary>
internal sealed class HealthNote : IAreaScoped
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public required string Area { get; init; }
    public HealthNoteKind Kind { get; init; }
    public byte[] Text { get; init; } = [];
    public DateOnly NotedOn { get; init; }
    public string By { get; init; } = "";
}
