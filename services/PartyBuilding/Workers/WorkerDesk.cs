using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

/// <summary>What the slices about workers share.</summary>
internal sealed class WorkerDesk(PartyDb db, DivisionMap map, PersonWire people, PersonalData personal, TimeProvider clock)
{
    public const string Assign = "party.workers.assign", NumberPurpose = "party.workers.certificate";

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<Worker> FindAsync(Guid id, CancellationToken cancel) => await db.Workers.FirstOrDefaultAsync(w => w.Id == id, cancel) ?? throw WorkerRefusals.NotFound(id.ToString());

    /// <summary>The worker, whom nobody else changes before the transaction ends: what is looked for in a table beside stays so.</summary>
    public async Task<Worker> HoldAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from workers where id = {id} for no key update", cancel);
        return await FindAsync(id, cancel);
    }

    public async Task<Check> CommunityAsync(Check check, string code, CancellationToken cancel) =>
        check.Standing(code.Length == 12 ? await map.FindAsync(code, cancel) : null, "division_code", "应为 12 位社区（村）编码", "NOT_A_COMMUNITY");

    public async Task<Wire.Worker> SaveAsync(Worker worker, CancellationToken cancel)
    {
        var (names, division) = (await people.NamesAsync([worker.PersonId], cancel), await map.NameAsync(worker.Area, cancel));
        return await db.SaveAsync(() => Of(worker, names[worker.PersonId], division), cancel);
    }

    public async Task<List<Wire.Worker>> OfAsync(IReadOnlyCollection<Worker> workers, CancellationToken cancel)
    {
        var (names, all) = (await people.NamesAsync(workers.Select(w => w.PersonId), cancel), new List<Wire.Worker>(workers.Count));
        foreach (var worker in workers) all.Add(Of(worker, names[worker.PersonId], await map.NameAsync(worker.Area, cancel)));
        return all;
    }

    public byte[] SealNumber(string number) => personal.Encrypt(number, NumberPurpose);

    public Wire.WorkerCertificate Of(WorkerCertificate certificate) => new() { Level = (Wire.ProfessionalLevel)certificate.Level, IssuedDate = certificate.IssuedOn.Day(), NumberMasked = Masked(personal.Decrypt(certificate.SealedNumber, NumberPurpose)) };

    public static Wire.WorkerTraining Of(WorkerTraining training) => new() { Id = training.Id.ToString(), Course = training.Course, HeldDate = training.HeldOn.Day(), Credits = training.Credits };

    private Wire.Worker Of(Worker worker, byte[] sealedName, string division) => new()
    {
        Id = worker.Id.ToString(), DivisionCode = worker.Area, DivisionName = division, PersonId = worker.PersonId.ToString(), Name = people.NameFor(sealedName, Assign, worker.Area), Post = (Wire.WorkerPost)worker.Post,
        HiredDate = worker.HiredOn.Day(), ServiceDate = worker.ServiceSince.Day(), Grade = worker.Grade, GradedDate = worker.GradedOn.Day(), Level = (Wire.ProfessionalLevel)(worker.Level ?? 0), State = (Wire.WorkerState)worker.State,
        LeftDate = worker.LeftOn?.Day() ?? "", Leave = (Wire.WorkerLeave)(worker.Leave ?? 0), Etag = Etag.Of(worker.Version),
    };

    private static string Masked(string number) => number.Length <= 4 ? "****" : $"****{number[^4..]}";
}
