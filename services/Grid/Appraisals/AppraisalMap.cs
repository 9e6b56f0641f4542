using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class QuestionnaireTable : IEntityTypeConfiguration<Questionnaire>
{
    public const string OneEdition = "ux_questionnaires_area_kind_edition";

    public void Configure(EntityTypeBuilder<Questionnaire> builder)
    {
        builder.ToTable("questionnaires");
        builder.Property(q => q.Area).HasMaxLength(6);
        builder.Property(q => q.Kind).HasConversion<short>();
        builder.HasIndex(q => new { q.Area, q.Kind, q.Edition }).IsUnique().HasDatabaseName(OneEdition);
    }
}

internal sealed class AppraisalRoundTable : IEntityTypeConfiguration<AppraisalRound>
{
    public const string OneAYear = "ux_appraisal_rounds_area_year";

    public void Configure(EntityTypeBuilder<AppraisalRound> builder)
    {
        builder.ToTable("appraisal_rounds");
        builder.Property(r => r.Area).HasMaxLength(6);
        builder.Property(r => r.State).HasConversion<short>();
        builder.HasIndex(r => new { r.Area, r.Year }).IsUnique().HasDatabaseName(OneAYear);
    }
}

internal sealed class AppraisalSheetTable : IEntityTypeConfiguration<AppraisalSheet>
{
    public const string Once = "ux_appraisal_sheets_once";

    public void Configure(EntityTypeBuilder<AppraisalSheet> builder)
    {
        builder.ToTable("appraisal_sheets");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.FromCode).HasMaxLength(20);
        builder.Property(s => s.AboutCode).HasMaxLength(20);
        builder.HasOne<AppraisalRound>().WithMany().HasForeignKey(s => s.RoundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.RoundId, s.Kind, s.AboutCode, s.FromCode }).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal static class AppraisalWire
{
    public static Wire.Questionnaire ToWire(this Questionnaire questionnaire) => new()
    {
        Id = questionnaire.Id.ToString(), DivisionCode = questionnaire.Area, Kind = (Wire.AppraisalKind)questionnaire.Kind, Edition = questionnaire.Edition, PublishTime = questionnaire.PublishedAt.ToTimestamp(),
        Items = { questionnaire.Texts.Zip(questionnaire.MostPoints, (text, most) => new Wire.QuestionnaireItem { Text = text, MostPoints = most }) },
    };

    public static Wire.AppraisalRound ToWire(this AppraisalRound round) => new()
    {
        Id = round.Id.ToString(), DivisionCode = round.Area, Year = round.Year, State = (Wire.AppraisalRoundState)round.State, OpenTime = round.OpenedAt.ToTimestamp(), PublishTime = round.PublishedAt.ToWire(),
        QuestionnaireIds = { round.Questionnaires.Select(q => q.ToString()) }, Etag = Etag.Of(round.Version),
    };

    public static Wire.AppraisalSheet ToWire(this AppraisalSheet sheet) => new()
    {
        Id = sheet.Id.ToString(), RoundId = sheet.RoundId.ToString(), Kind = (Wire.AppraisalKind)sheet.Kind, FromCode = sheet.FromCode, AboutCode = sheet.AboutCode, Score = sheet.Score, GiveTime = sheet.SubmittedAt.ToTimestamp(),
    };
}
