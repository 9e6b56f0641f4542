using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

/// <summary>A row that names a post.</summary>
internal sealed record PostRow(PersonRow Who, TeamBody Body, TeamPostKind Kind, HoldingMode Mode, DateOnly Since) : IntakeRow(Who.Line);

/// <summary>
/// Who holds posts already, as the rosters of the counties have it. Before the roster day the joint review was elsewhere and is not asked for, from that day on it is, and a veto stands in the way of
/// whatever day; that posts of a Party committee are for full members, that each post has one holder after the other and that nobody supervises the own committee holds as ever. A post that was
/// opened when the rosters had been taken is on none of them. Teams of a part are held in the order of their ids, then people.
/// </summary>
internal sealed class BatchRegisterTeamMembers(PartyDb db, TeamDesk desk, RosterIntake intake, RosterRows roster, PeopleIntake people)
{
    public async Task<Wire.MemberBatch> Handle(IAsyncStreamReader<Wire.BatchRegisterTeamMembersRequest> parts, CancellationToken cancel)
    {
        Wire.MemberBatch? reply = null;
        while (await parts.MoveNext(cancel))
        {
            var part = parts.Current;
            try
            {
                reply = await intake.TakeAsync(new IntakePart(BatchKind.TeamMembers, part.BatchId, part.DivisionCode, part.FirstLine, part.Rows.Count), (i, line, check) => Read(part.Rows[i], line, check), (rows, area) => EnterAsync(rows, area, cancel), cancel);
            }
            catch (ConstraintBroken e) when (e.Constraint is PersonTable.OnePersonOnce or TeamHoldingTable.OnePost)
            {
                // Somebody enters the same people at the same moment: the part is sent again.
                throw Etag.Mismatch();
            }
        }
        return reply ?? throw RosterIntake.Nothing();
    }

    private PostRow? Read(Wire.TeamMemberRow row, long line, Check check)
    {
        check.Known("body", row.Body).Known("kind", row.Kind).Known("mode", row.Mode).Date("start_date", row.StartDate, out var since).That(since <= desk.Today, "start_date", "IN_THE_FUTURE", "不能晚于今天");
        return people.Read(line, row.DivisionCode, row.Name, row.IdentityNumber, row.Phone, row.Education, check) is { } who ? new PostRow(who, (TeamBody)row.Body, (TeamPostKind)row.Kind, (HoldingMode)row.Mode, since) : null;
    }

    private async Task<Intake> EnterAsync(IReadOnlyList<PostRow> rows, Area area, CancellationToken cancel)
    {
        var (done, codes) = (new Intake(), rows.Select(r => r.Who.Area).Distinct().ToList());
        var ids = await db.Teams.In(area).Where(t => codes.Contains(t.Area) && !t.Closed).Select(t => t.Id).ToListAsync(cancel);
        await desk.HoldAllAsync(ids, cancel);
        var teams = await db.Teams.AsNoTracking().Where(t => ids.Contains(t.Id) && !t.Closed).ToDictionaryAsync(t => (t.Area, t.Body), cancel);
        var posts = (await db.TeamPosts.AsNoTracking().Where(p => ids.Contains(p.TeamId) && !p.Closed).OrderBy(p => p.Id).ToListAsync(cancel)).ToLookup(p => (p.TeamId, p.Kind));
        var known = await people.FindAsync(rows.Select(r => r.Who), cancel);
        var running = await desk.RunningAsync(ids, [.. known.Values.Select(p => p.Id)], cancel);
        var full = await desk.FullMembersAsync([.. rows.Where(r => r.Body == TeamBody.Party).Select(r => r.Who.Sealed.NumberHash)], cancel);
        var days = await roster.DaysAsync(cancel);
        var free = await desk.FreeSinceAsync([.. posts.SelectMany(p => p).Select(p => p.Id)], cancel);
        var (today, longest) = (desk.Today, await desk.LongestReviewAsync(cancel));
        var reviewed = rows.Where(r => r.Body is TeamBody.Party or TeamBody.Residents && known.ContainsKey(r.Who.Number)).ToList();
        var reviews = reviewed.Count == 0 ? [] : await desk.ReviewsAsync([.. reviewed.Select(r => known[r.Who.Number].Id)], reviewed.Min(r => r.Since).AddYears(-10), cancel);
        foreach (var row in rows)
        {
            if (!teams.TryGetValue((row.Who.Area, row.Body), out var team)) done.Refuse(row.Line, "division_code", TeamRefusals.NoTeamThere());
            else if (known.TryGetValue(row.Who.Number, out var held) && running.FirstOrDefault(h => h.RunningPersonId == held.Id && h.Body == row.Body) is { } now)
            {
                if (now.TeamId == team.Id && now.Kind == row.Kind) done.Known[row.Line] = now.Id;
                else done.Refuse(row.Line, "identity_number", TeamRefusals.HoldsAPost());
            }
            else if (held is not null && Opposite(row.Body) is { } other && running.Any(h => h.RunningPersonId == held.Id && h.Body == other)) done.Refuse(row.Line, "identity_number", TeamRefusals.SupervisesItself(held.Id));
            else if (row.Body == TeamBody.Party && !full.Contains(row.Who.Number)) done.Refuse(row.Line, "identity_number", TeamRefusals.NotAFullMember(held?.Id ?? Guid.Empty));
            else if (row.Body is TeamBody.Party or TeamBody.Residents && row.Since >= days(row.Who.Area).Day && await desk.RuleAsync(row.Who.Area, row.Since, cancel) is { NeedsReview: true } rule && (held is null || !TeamDesk.HasPassed(reviews, held.Id, rule, row.Since)))
            {
                done.Refuse(row.Line, "start_date", TeamRefusals.ReviewNotPassed(held?.Id ?? Guid.Empty));
            }
            else if (row.Since < days(row.Who.Area).Day && !days(row.Who.Area).Takes(row.Since, today)) done.Refuse(row.Line, "start_date", TeamRefusals.RosterClosed());
            else if (row.Body is TeamBody.Party or TeamBody.Residents && held is not null && TeamDesk.IsVetoed(reviews, held.Id, today.AddMonths(-longest)) && await desk.RuleAsync(row.Who.Area, today, cancel) is { NeedsReview: true })
            {
                done.Refuse(row.Line, "identity_number", TeamRefusals.ReviewNotPassed(held.Id));
            }
            else if (posts[(team.Id, row.Kind)].Where(p => running.All(h => h.RunningPostId != p.Id)).MinBy(p => From(team, p)) is not { } post) done.Refuse(row.Line, "kind", TeamRefusals.NoVacancy());
            else
            {
                try
                {
                    team.EndOfTerm(row.Since);
                    var holding = TeamHolding.Begin(team, post, From(team, post), people.Of(row.Who, known, desk.Now), row.Mode, row.Since, desk.Now);
                    db.Add(holding);
                    running.Add(holding);
                    await desk.TakeFromReserveAsync(holding, cancel);
                    done.Entered++;
                }
                catch (Refusal no)
                {
                    done.Refuse(row.Line, "start_date", no);
                }
            }
        }
        return done;

        // The earliest day for a post: when its last holder left it, and when it was opened, if that was later than its committee and than the rosters.
        DateOnly From(Team of, TeamPost post)
        {
            var left = free.GetValueOrDefault(post.Id);
            return post.OpenedOn > of.EstablishedOn && post.OpenedOn >= days(of.Area).Day && post.OpenedOn > left ? post.OpenedOn : left;
        }
    }

    private static TeamBody? Opposite(TeamBody body) => body switch { TeamBody.Residents => TeamBody.Supervision, TeamBody.Supervision => TeamBody.Residents, _ => null };
}
