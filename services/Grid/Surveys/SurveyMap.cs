using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Surveys;

internal sealed class SurveyTable : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.ToTable("surveys");
        builder.Property(s => s.Area).HasMaxLength(9);
        builder.Property(s => s.Period).HasMaxLength(6);
        builder.Property(s => s.Seed).HasMaxLength(50);
        builder.Property(s => s.Digest).HasMaxLength(64);
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class CallBackTable : IEntityTypeConfiguration<CallBack>
{
    public const string OnceAPeriod = "ux_call_backs_period_person_hash";

    public void Configure(EntityTypeBuilder<CallBack> builder)
    {
        builder.ToTable("call_backs", t => t.HasCheckConstraint("ck_call_backs_score", "score between 1 and 5"));
        builder.Property(c => c.Area).HasMaxLength(15);
        builder.Property(c => c.Period).HasMaxLength(6);
        builder.Property(c => c.State).HasConversion<short>();
        builder.HasOne<Survey>().WithMany().HasForeignKey(c => c.SurveyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.Period, c.PersonHash }).IsUnique().HasDatabaseName(OnceAPeriod);
        builder.HasIndex(c => new { c.SurveyId, c.Ordinal }).IsUnique();
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal static class SurveyWire
{
    public static Wire.Survey ToWire(this Survey survey) => new()
    {
        Id = survey.Id.ToString(), DivisionCode = survey.Area, FromDate = Day(survey.FromDate), ToDate = Day(survey.ToDate), Period = survey.Period, Seed = survey.Seed, SampleSize = survey.SampleSize,
        DrawnCount = survey.DrawnCount, DrawTime = survey.DrawnAt.ToTimestamp(), CandidateCount = survey.CandidateCount, CandidateDigest = survey.Digest,
    };

    public static Wire.CallBack ToWire(this CallBack back) => new()
    {
        Id = back.Id.ToString(), SurveyId = back.SurveyId.ToString(), CallId = back.CallId.ToString(), PlaceCode = back.Area, State = (Wire.CallBackState)back.State, Score = back.Score ?? 0, RecordTime = back.RecordedAt.ToWire(),
        Etag = Etag.Of(back.Version),
    };

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", null);
}
