using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

/// <summary>Cases ↔ wire; what people write is sealed on the way in.</summary>
internal sealed class CaseWire(PersonalData personal)
{
    private const string NotePurpose = "welfare.case-note", PlanPurpose = "welfare.case-plan", TaskPurpose = "welfare.case-task", ReasonPurpose = "welfare.case-reason";

    /// <summary>Columns that the command reseal brings under a new key.</summary>
    public static SealedColumn[] Sealed { get; } =
    [
        new("case_notes", "text", NotePurpose), new("case_plans", "content", PlanPurpose), new("case_tasks", "what", TaskPurpose), new("case_tasks", "result", TaskPurpose),
        new("case_referrals", "reason", ReasonPurpose), new("case_referrals", "answer", ReasonPurpose), new("case_transfers", "reason", ReasonPurpose), new("case_transfers", "answer", ReasonPurpose), new("cases", "closure_text", ReasonPurpose),
    ];

    public byte[] SealNote(string text) => personal.Encrypt(text.Trim(), NotePurpose);

    public string Open(CaseNote note) => personal.Decrypt(note.Text, NotePurpose);

    public byte[] SealTask(string text) => personal.Encrypt(text.Trim(), TaskPurpose);

    public byte[] SealReason(string text) => personal.Encrypt(text.Trim(), ReasonPurpose);

    public string OpenReason(byte[]? text) => text is null ? "" : personal.Decrypt(text, ReasonPurpose);

    public byte[] Seal(PlanContent content) => personal.Encrypt(JsonSerializer.Serialize(content), PlanPurpose);

    public PlanContent Open(CasePlan plan) => JsonSerializer.Deserialize<PlanContent>(personal.Decrypt(plan.Content, PlanPurpose))!;

    public Wire.Case Of(Case found)
    {
        var wire = new Wire.Case
        {
            Id = found.Id.ToString(), DivisionCode = found.Area, PersonId = found.PersonId?.ToString() ?? "", CallId = found.CallId?.ToString() ?? "", Source = (Wire.CaseSource)found.Source,
            State = (Wire.CaseState)found.State, Worker = found.Worker, DueKind = (Wire.CaseLimitKind)(found.DueKind ?? 0), DueTime = found.DueAt?.ToTimestamp(), WithSupervisor = found.WithSupervisor,
            ReferTime = found.ReferredAt.ToTimestamp(), CloseTime = found.ClosedAt?.ToTimestamp(), Etag = Etag.Of(found.Version),
        };
        wire.Flags.AddRange(found.Flags.Select(f => (Wire.CaseFlag)f));
        if (found.ClosureBy is { } by) wire.Closure = new Wire.ClosureProposal { Proposer = by, Outcome = (Wire.CaseOutcome)found.Outcome!, Message = found.ClosureText is { } text ? OpenReason(text) : found.ClosureMessage ?? "", DeathDate = found.ClosureDiedOn is { } died ? Day(died) : "" };
        return wire;
    }

    public Wire.CasePlan Of(CasePlan plan)
    {
        var content = Open(plan);
        var wire = new Wire.CasePlan { Number = plan.Number, State = (Wire.PlanState)plan.State, Goals = content.Goals, Writer = plan.Writer, Decider = plan.Decider, SubmitTime = plan.SubmittedAt.ToTimestamp() };
        wire.Actions.AddRange(content.Actions.Select(a => new Wire.PlanAction { What = a.What, Who = a.Who, ByDate = a.By, Result = a.Result }));
        return wire;
    }

    public Wire.CaseNote Of(CaseNote note)
    {
        var wire = new Wire.CaseNote { Id = note.Id.ToString(), Text = Open(note), By = note.By, Time = Uuid7.TimeOf(note.Id).ToTimestamp() };
        wire.Attachments.AddRange(note.Attachments);
        return wire;
    }

    public Wire.CaseTask Of(CaseTask task) => new()
    {
        Id = task.Id.ToString(), CaseId = task.CaseId.ToString(), What = personal.Decrypt(task.What, TaskPurpose), Worker = task.Worker, DueDate = Day(task.DueOn), State = (Wire.CaseTaskState)task.State,
        Result = task.Result is { } result ? personal.Decrypt(result, TaskPurpose) : "", By = task.By, Time = Uuid7.TimeOf(task.Id).ToTimestamp(),
    };

    public static Wire.CaseWorker Of(CaseWorker worker) => new() { Id = worker.Id.ToString(), Subject = worker.Subject, DivisionCode = worker.Area, Role = worker.Role, EnlistTime = Uuid7.TimeOf(worker.Id).ToTimestamp() };

    public static Wire.CaseLimit Of(CaseLimit limit) => new() { Kind = (Wire.CaseLimitKind)limit.Kind, Amount = limit.Amount, Unit = (Wire.CaseLimitUnit)limit.Unit, SinceDate = Day(limit.Since) };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal sealed record PlanContent(string Goals, IReadOnlyList<PlannedAction> Actions);

    internal sealed record PlannedAction(string What, string Who, string By, string Result);
}
