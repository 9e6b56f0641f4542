using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class WorkerTable : IEntityTypeConfiguration<Worker>
{
    public const string PhoneServesOnce = "ux_workers_serving_phone";

    public void Configure(EntityTypeBuilder<Worker> builder)
    {
        builder.ToTable("workers");
        builder.Property(w => w.Area).HasMaxLength(12);
        builder.Property(w => w.Subject).HasMaxLength(100);
        builder.Property(w => w.Employment).HasConversion<short>();
        builder.Property(w => w.ExitReason).HasMaxLength(200);
        builder.HasIndex(w => w.Area);
        builder.HasIndex(w => new { w.Area, w.PhoneHash }).IsUnique().HasFilter("exited_at is null").HasDatabaseName(PhoneServesOnce);
        builder.Ignore(w => w.Community);
    }
}

/// <summary>Worker ↔ wire: encrypts on the way in, masks on the way out.</summary>
internal sealed class WorkerWire(PersonalData personal, Grants grants, Caller caller)
{
    public const string NamePurpose = "grid.workers.name", PhonePurpose = "grid.workers.phone";

    public WorkerContact Seal(string name, string phone) =>
        new(personal.Encrypt(name, NamePurpose), personal.Encrypt(phone, PhonePurpose), personal.LookupHash(phone, PhonePurpose));

    public Wire.Worker Of(Worker worker)
    {
        var name = personal.Decrypt(worker.Name, NamePurpose);
        var inFull = grants.Of("grid.workers.manage", caller.Roles) == Reach.Area;
        return new Wire.Worker
        {
            Id = worker.Id.ToString(),
            CommunityCode = worker.Community,
            Name = inFull ? name : Mask.Name(name),
            PhoneMasked = Mask.Phone(personal.Decrypt(worker.Phone, PhonePurpose)),
            Subject = worker.Subject,
            Employment = (Wire.WorkerEmployment)worker.Employment,
            Duties = { worker.Duties },
            EnterTime = worker.EnteredAt.ToTimestamp(),
            ExitTime = worker.ExitedAt?.ToTimestamp(),
            ExitReason = worker.ExitReason ?? "",
            Etag = Etag.Of(worker.Version),
        };
    }
}
