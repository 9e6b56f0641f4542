using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

/// <summary>What the slices about proposed levels share: one that is found, and how it is shown, with the grade that it would give today.</summary>
internal sealed class LevelProposalDesk(PartyDb db, GradeDesk grades, PersonWire people)
{
    public DateTimeOffset Now => grades.Now;

    public async Task<LevelProposal> FindAsync(Guid id, string etag, CancellationToken cancel)
    {
        var proposal = await db.LevelProposals.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw GradeRefusals.NoProposal(id.ToString());
        Etag.Match(etag, proposal.Version);
        return proposal;
    }

    public async Task<List<Func<Wire.LevelProposal>>> OfAsync(IReadOnlyCollection<LevelProposal> proposals, CancellationToken cancel)
    {
        var ids = proposals.Select(p => p.WorkerId).ToList();
        const string why = "the worker of a proposal that the caller sees";
        var workers = await (from worker in db.Everywhere<Worker>(why)
                             join person in db.Everywhere<Person>(why) on worker.PersonId equals person.Id
                             where ids.Contains(worker.Id)
                             select new { worker, person.Education, person.Sealed.Name }).AsNoTracking().ToDictionaryAsync(w => w.worker.Id, cancel);
        var all = new List<Func<Wire.LevelProposal>>(proposals.Count);
        foreach (var proposal in proposals)
        {
            var (worker, education, name) = (workers[proposal.WorkerId].worker, workers[proposal.WorkerId].Education, workers[proposal.WorkerId].Name);
            var then = (await grades.SchemeAsync(worker.Area, grades.Today, cancel))?.Table.Compute(worker.GradedBy(education) with { Level = worker.Level > proposal.Level ? worker.Level : proposal.Level }, grades.Today)?.Sum(p => p.Grades) ?? 0;
            // Told when it is saved: its version and state are those of then.
            all.Add(() => new Wire.LevelProposal
            {
                Id = proposal.Id.ToString(), WorkerId = worker.Id.ToString(), DivisionCode = proposal.Area, Name = people.NameFor(name, WorkerDesk.Assign, proposal.Area), Level = (Wire.ProfessionalLevel)proposal.Level,
                CertifiedDate = proposal.CertifiedOn.Day(), State = (Wire.LevelProposalState)proposal.State, Grade = worker.Grade, ProposedGrade = then, Etag = Etag.Of(proposal.Version),
            });
        }
        return all;
    }

    public async Task<Wire.LevelProposal> SaveAsync(LevelProposal proposal, CancellationToken cancel)
    {
        var shown = (await OfAsync([proposal], cancel))[0];
        return await db.SaveAsync(shown, cancel);
    }
}
