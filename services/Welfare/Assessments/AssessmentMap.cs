using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed class FormVersionTable : IEntityTypeConfiguration<FormVersion>
{
    public const string Key = "pk_form_versions";

    public void Configure(EntityTypeBuilder<FormVersion> builder)
    {
        builder.ToTable("form_versions");
        builder.HasKey(f => new { f.Code, f.Version });
        builder.Property(f => f.Code).HasMaxLength(30);
        builder.Property(f => f.Definition).HasColumnType("jsonb");
        builder.Property(f => f.By).HasMaxLength(200);
    }
}

internal sealed class AssessmentTable : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.ToTable("assessments");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.Property(a => a.FormCode).HasMaxLength(30);
        builder.Property(a => a.Kind).HasConversion<short>();
        builder.Property(a => a.Reason).HasConversion<short>();
        builder.Property(a => a.By).HasMaxLength(200);
        builder.Property(a => a.CoAssessor).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FormVersion>().WithMany().HasForeignKey(a => new { a.FormCode, a.FormVersion }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.PersonId, a.Id });
        builder.HasIndex(a => new { a.Area, a.Id });
    }
}

/// <summary>Forms and assessments ↔ wire; answers are sealed on the way in.</summary>
internal sealed class AssessmentWire(PersonalData personal)
{
    private const string AnswersPurpose = "welfare.answers";

    public static SealedColumn[] Sealed { get; } = [new("assessments", "answers", AnswersPurpose)];

    public byte[] Seal(Answered answered) => personal.Encrypt(JsonSerializer.Serialize(answered), AnswersPurpose);

    public Wire.Assessment Of(Assessment assessment, bool withAnswers)
    {
        var answered = JsonSerializer.Deserialize<Answered>(personal.Decrypt(assessment.Answers, AnswersPurpose))!;
        var wire = new Wire.Assessment
        {
            Id = assessment.Id.ToString(), PersonId = assessment.PersonId.ToString(), FormCode = assessment.FormCode, FormVersion = assessment.FormVersion, Kind = (Wire.FormKind)assessment.Kind, Points = assessment.Points,
            PreliminaryGrade = assessment.Preliminary, Grade = assessment.Grade, AssessDate = Day(assessment.AssessedOn), ReassessDate = assessment.ReassessOn is { } due ? Day(due) : "",
            Reason = (Wire.AssessmentReason)assessment.Reason, RecordTime = Uuid7.TimeOf(assessment.Id).ToTimestamp(),
        };
        wire.Adjustments.AddRange(answered.Adjustments);
        wire.Assessors.Add(assessment.By);
        if (assessment.CoAssessor.Length > 0) wire.Assessors.Add(assessment.CoAssessor);
        if (withAnswers) wire.Answers.AddRange(answered.Answers.Select(a => new Wire.Answer { ItemCode = a.Key, Points = a.Value }));
        return wire;
    }

    public static Wire.Form Of(FormVersion version)
    {
        var form = FormDefinition.Parse(version.Definition);
        var wire = new Wire.Form
        {
            Code = version.Code, Version = version.Version, Title = form.Name, Source = form.Source, Kind = (Wire.FormKind)form.Kind, ReassessMonths = form.ReassessMonths, AssessorCount = form.Assessors,
            MostWorseBy = form.MostWorseBy, ValidFromDate = Day(version.ValidFrom),
        };
        foreach (var item in form.Items)
        {
            var question = new Wire.FormItem { Code = item.Code, Group = item.Group, Title = item.Name };
            question.Options.AddRange(item.Options.Select(o => new Wire.FormOption { Points = o.Points, Text = o.Text }));
            wire.Items.Add(question);
        }
        wire.Grades.AddRange(form.Grades.Select(g => new Wire.GradeRange { Grade = g.Grade, FromPoints = g.From, ToPoints = g.To }));
        wire.Adjustments.AddRange(form.Adjustments.Select(a => new Wire.GradeAdjustment { Code = a.Code, Text = a.Text, SetsGrade = a.SetsGrade, WorseBy = a.WorseBy }));
        return wire;
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal sealed record Answered(IReadOnlyDictionary<string, int> Answers, IReadOnlyList<string> Adjustments);
}
