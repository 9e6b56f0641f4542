using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

/// <summary>
/// The near come first: candidates are taken from the community, its town, county and city in turn, as many as are looked at from each, and scored. To score a whole city was
/// rejected: a million rows for twenty names, and who is near is what a community asks for.
/// </summary>
internal sealed class MatchVolunteers(Caller caller, Candidates candidates, RegistrationDesk desk, ProtectionDesk protection)
{
    private const int Most = 100, Usual = 20, SkillPoints = 40;
    private static readonly string[] Near = ["全省其他地区", "同一市（州）", "同一区（县）", "同一街道（乡镇）", "同一社区（村）"];

    public async Task<Wire.MatchVolunteersResponse> Handle(Wire.MatchVolunteersRequest request, CancellationToken cancel)
    {
        var check = new Check().Within("limit", request.Limit, 0, Most).That(request.Language.Length is 0 or 2 or 3, "language", "NOT_A_LANGUAGE", "应为两位或三位小写语种代码");
        await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        var skills = Skills.Read(check, request.Skills, max: 5);
        var bit = request.AvailableTime is { } time && RegistrationDesk.CheckTime(check, "available_time", time) ? Volunteer.AvailableBit(time.Weekday, (int)time.Part) : 0;
        var courses = await protection.ReadCoursesAsync(check, request.RequiredTrainings, "required_trainings", cancel);
        var day = protection.Today;
        if (request.ServiceDate.Length > 0) check.Date("service_date", request.ServiceDate, out day);
        check.OrThrow();

        var found = await candidates.NearAsync(request.DivisionCode, skills, courses, day, caller.Areas, cancel);
        var names = courses.Count == 0 ? [] : await protection.CourseNamesAsync(courses, cancel);
        var reply = new Wire.MatchVolunteersResponse();
        reply.Matches.AddRange(found.Select(c => Score(c, request, skills, names, bit)).OrderByDescending(m => m.Score).ThenBy(m => m.VolunteerId, StringComparer.Ordinal).Take(request.Limit == 0 ? Usual : request.Limit));
        candidates.Name(reply.Matches, found);
        return reply;
    }

    private static Wire.Match Score(Candidate candidate, Wire.MatchVolunteersRequest request, List<string> skills, Dictionary<string, string> courses, int bit)
    {
        var match = new Wire.Match { VolunteerId = candidate.Id.ToString(), DivisionCode = candidate.Area };
        void Part(Wire.MatchAspect aspect, int points, int most, string reason) => match.Parts.Add(new Wire.MatchPart { Aspect = aspect, Points = points, Most = most, Reason = reason });

        var has = skills.Where(candidate.Skills.Contains).ToList();
        // What is required weighs as much as what is only wished for; the sum stays a hundred.
        var most = courses.Count == 0 ? SkillPoints : SkillPoints / 2;
        Part(Wire.MatchAspect.Skill, skills.Count == 0 ? most : most * has.Count / skills.Count, most, skills.Count == 0 ? "不限技能" : has.Count == 0 ? "无所需技能" : "具备：" + string.Join("、", has.Select(s => Skills.All[s])));
        var near = Levels(candidate.Area, request.DivisionCode);
        Part(Wire.MatchAspect.Distance, near * 25 / 4, 25, Near[near]);
        Part(Wire.MatchAspect.Availability, bit == 0 ? 15 : (candidate.Available & bit) != 0 ? 15 : 0, 15, bit == 0 ? "不限时段" : (candidate.Available & bit) != 0 ? "该时段通常有空" : "该时段通常无空");
        var asked = candidate.Served + candidate.NoShows;
        Part(Wire.MatchAspect.Reliability, asked == 0 ? 5 : 10 * candidate.Served / asked, 10, asked == 0 ? "尚无到岗记录" : $"报名 {asked} 次，到岗 {candidate.Served} 次");
        var speaks = request.Language.Length == 0 || candidate.Languages.Contains(request.Language);
        Part(Wire.MatchAspect.Language, speaks ? 10 : 0, 10, request.Language.Length == 0 ? "不限语言" : speaks ? "掌握所需语言" : "未登记所需语言");
        if (courses.Count > 0)
        {
            var lacking = courses.Keys.Except(candidate.Trained).Order(StringComparer.Ordinal).Select(c => courses[c]).ToList();
            Part(Wire.MatchAspect.Training, SkillPoints / 2 * (courses.Count - lacking.Count) / courses.Count, SkillPoints / 2,
                lacking.Count == 0 ? "具备全部所需培训" : "缺少培训：" + string.Join("、", lacking));
        }
        match.Score = match.Parts.Sum(p => p.Points);
        return match;
    }

    private static int Levels(string home, string place) => home == place ? 4 : home[..9] == place[..9] ? 3 : home[..6] == place[..6] ? 2 : home[..4] == place[..4] ? 1 : 0;
}
