using Governance.Rpc;

namespace Governance.Volunteers.Registrations;

/// <summary>
/// The skills that can be given: a list for matching, kept short on purpose. It ships with the service, since a code that one county knows and the next does not would match nobody.
/// </summary>
internal static class Skills
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["child-care"] = "儿童照护", ["companionship"] = "陪伴探访", ["cooking"] = "助餐", ["culture"] = "文艺", ["disaster-relief"] = "应急救援", ["driving"] = "驾驶", ["education"] = "课业辅导",
        ["elderly-care"] = "助老照护", ["environment"] = "环境保护", ["fire-safety"] = "消防安全", ["first-aid"] = "急救", ["haircut"] = "理发", ["it"] = "智能设备使用",
        ["legal-aid"] = "法律援助", ["mediation"] = "矛盾调解", ["medical"] = "医疗护理", ["psychology"] = "心理疏导", ["repair"] = "家电水电维修", ["sign-language"] = "手语",
        ["social-work"] = "社会工作", ["sports"] = "体育健身", ["traffic"] = "交通引导", ["translation"] = "翻译",
    };

    public static List<string> Read(Check check, IReadOnlyList<string> skills, string field = "skills", int max = 20)
    {
        check.Few(field, skills.Count, max);
        for (var i = 0; i < skills.Count; i++) check.That(All.ContainsKey(skills[i]), $"{field}[{i}]", "UNKNOWN_SKILL", "没有这项技能，见 ListSkills");
        return [.. skills.Distinct().Order(StringComparer.Ordinal)];
    }
}
