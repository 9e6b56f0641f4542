using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;

namespace Governance.PartyBuilding.Tests.Workers;

/// <summary>Community workers, and the grades of their county.</summary>
internal static class Crews
{
    /// <summary>A clerk begins at 3 and reaches 8; 3 years give 1, 6 years 2; a bachelor's degree 2, a college's 1; the certificates 1, 2 and 3.</summary>
    public static GradeScheme Scheme(string division, string since, int lowest = 3) => new()
    {
        DivisionCode = division, SinceDate = since, CreditsNeeded = 40,
        Posts = { new PostGrades { Post = WorkerPost.Head, Lowest = 8, Highest = 18 }, new PostGrades { Post = WorkerPost.Deputy, Lowest = 6, Highest = 15 }, new PostGrades { Post = WorkerPost.Clerk, Lowest = lowest, Highest = 8 } },
        Years = { new YearGrades { Years = 3, Grades = 1 }, new YearGrades { Years = 6, Grades = 2 } },
        Educations = { new EducationGrades { Education = PersonEducation.College, Grades = 1 }, new EducationGrades { Education = PersonEducation.Bachelor, Grades = 2 } },
        Levels =
        {
            new LevelGrades { Level = ProfessionalLevel.Assistant, Grades = 1, AllowanceFen = 20_000 }, new LevelGrades { Level = ProfessionalLevel.SocialWorker, Grades = 2, AllowanceFen = 30_000 },
            new LevelGrades { Level = ProfessionalLevel.Senior, Grades = 3, AllowanceFen = 50_000 },
        },
    };

    public static async Task SetScheme(this PartyApp app, string county, string since = "2015-01-01", int lowest = 3) =>
        await Boards.Told(app.Office(county).Grades.SetGradeSchemeAsync(new() { RequestId = NewId(), Scheme = Scheme(county, since, lowest) }));

    public static AppointWorkerRequest ToAppoint(Person person, string division, string hired = "2020-01-01", WorkerPost post = WorkerPost.Clerk) => new()
    {
        RequestId = NewId(), PersonId = person.Id, DivisionCode = division, Post = post, HiredDate = hired,
    };

    public static async Task<Worker> NewWorker(this PartyApp app, string division, string hired = "2020-01-01", PersonEducation education = PersonEducation.Senior, WorkerPost post = WorkerPost.Clerk)
    {
        await app.SetScheme(division[..6]);
        return await app.Office(division[..6]).Workers.AppointWorkerAsync(ToAppoint(await app.NewPerson(division, education: education), division, hired, post));
    }

    public static async Task<ComputedGrade> Computed(this PartyApp app, Worker worker, string date = "") => await app.Office("51").Grades.ComputeGradeAsync(new() { Id = worker.Id, Date = date });

    public static async Task<Worker> Now(this PartyApp app, Worker worker) => await app.Office("51").Workers.GetWorkerAsync(new() { Id = worker.Id });

    public static async Task Certify(this PartyApp app, Worker worker, ProfessionalLevel level) =>
        await app.Office("51").Workers.EnterWorkerCertificateAsync(new() { RequestId = NewId(), Id = worker.Id, Level = level, IssuedDate = "2025-06-01", Number = "202511051234567" });
}
